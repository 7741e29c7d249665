// English texts of the interaction room: what people read, by key.
export const interactionTexts = {} as const
