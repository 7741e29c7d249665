// English texts of the deferral room: what people read, by key.
export const deferralTexts = {} as const
