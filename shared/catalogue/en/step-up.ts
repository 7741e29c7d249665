// English texts of the step-up room: what people read, by key.
export const stepUpTexts = {} as const
