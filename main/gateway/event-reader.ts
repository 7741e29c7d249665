// Reads the messages out of a stream of server-sent events (WHATWG HTML, 9.2): of each event its data, nothing else.

/** `onMessage` gets the data of each event that has any. Push chunks as they come, cut anywhere. */
export function createEventReader(onMessage: (data: string) => void): (chunk: string) => void {
  let rest = ''
  let data: string[] = []
  const take = (line: string): void => {
    if (line === '') {
      if (data.length > 0) onMessage(data.join('\n'))
      data = []
      return
    }
    const found = /^data:? ?(.*)$/.exec(line)?.[1]
    if (found !== undefined) data.push(found)
  }
  return (chunk) => {
    const lines = (rest + chunk).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  }
}
