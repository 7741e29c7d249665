// English texts of the store room: what people read, by key.
export const storeTexts = {} as const
