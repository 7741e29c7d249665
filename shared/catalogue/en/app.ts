// English texts of the app room: what people read, by key.
export const appTexts = {} as const
