// The button that takes the person from where they are to the question they are asked.
import type { ReactElement } from 'react'
import type { ScreenProps } from '../app-page.tsx'
import type { Ask } from '../state/use-ask.ts'

interface OpenQuestionProps extends Pick<ScreenProps, 'bridge' | 'navigate'> {
  readonly interactionId: string
  readonly words: string
  readonly asking: Ask
}

export function OpenQuestion(props: OpenQuestionProps): ReactElement {
  const { bridge, navigate, interactionId, words, asking } = props
  const open = async (): Promise<void> => {
    const opened = await asking.ask(() => bridge.call('interaction.open', { interactionId }))
    if (opened) navigate({ type: 'interaction-opened' })
  }
  return (
    <button type="button" className="button" disabled={asking.busy} onClick={() => void open()}>
      {words}
    </button>
  )
}
