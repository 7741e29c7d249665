// English texts of the resource room: what people read, by key.
export const resourceTexts = {} as const
