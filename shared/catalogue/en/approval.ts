// English texts of the approval room: what people read, by key.
export const approvalTexts = {} as const
