// English texts of the oauth room: what people read, by key.
export const oauthTexts = {} as const
