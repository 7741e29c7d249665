// A connection to a Chromium's DevTools protocol: commands, answers and events over one web socket.

/** An event of the browser or of one of its pages. */
export type DevToolsEvent = {
  readonly method: string
  readonly params: unknown
  readonly sessionId?: string
}

type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void }
type Answer = { id: number; result?: unknown; error?: { message: string } }

/** Sends commands and hears events. */
export class DevToolsConnection {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners: ((event: DevToolsEvent) => void)[] = []
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => this.#take(String(data)))
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The browser has gone.'))
      this.#waiting.clear()
    })
  }

  /** Connects to the web socket address that Chromium prints when it starts. */
  static open(address: string): Promise<DevToolsConnection> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(address)
      socket.addEventListener('open', () => resolve(new DevToolsConnection(socket)))
      socket.addEventListener('error', () => reject(new Error(`Nothing listens at ${address}.`)))
    })
  }

  /** Sends a command, to one page if its session is given. Rejects with the browser's own words. */
  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }))
    })
  }

  /** Hears every event from now on. */
  onEvent(listener: (event: DevToolsEvent) => void): void {
    this.#listeners.push(listener)
  }

  /** Lets go of the browser; it goes on by itself. */
  close(): void {
    this.#socket.close()
  }

  #take(text: string): void {
    const message = JSON.parse(text) as Answer | DevToolsEvent
    if (!('id' in message)) {
      for (const listener of this.#listeners) listener(message)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.error !== undefined) waiting?.reject(new Error(message.error.message))
    else waiting?.resolve(message.result)
  }
}
