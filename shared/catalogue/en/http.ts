// English texts of the http room: what people read, by key.
export const httpTexts = {} as const
