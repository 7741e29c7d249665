// English texts of the agent room: what people read, by key.
export const agentTexts = {} as const
