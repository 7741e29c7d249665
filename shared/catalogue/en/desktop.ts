// English texts of the desktop room: what people read, by key.
export const desktopTexts = {} as const
