// Tells when the body of an answer has ended, which the MCP SDK does not say of a stream without an answer in it.

/** Same answer; `onEnd` gets what broke its body, or null where it ended (at once where there is none). */
export function watchBody(response: Response, onEnd: (error: unknown) => void): Response {
  if (response.body === null) {
    onEnd(null)
    return response
  }
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        controller.close()
      } catch (error) {
        controller.error(error)
        return onEnd(error)
      }
      onEnd(null)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  const { status, statusText, headers } = response
  return new Response(body, { status, statusText, headers })
}
