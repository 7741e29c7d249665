// What a result carries beside text: named, typed and measured; kept in a file when the person wants it, never drawn.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { Attachment } from '../../../shared/activity-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { AttachmentWords } from './attachment-words.tsx'
import { ProblemWords } from './columns.tsx'
import { LinkedResource, NamedButton } from './linked-resource.tsx'
import { Part } from './part.tsx'

interface AttachmentProps {
  bridge: ScreenProps['bridge']
  callId: string
  attachments: readonly Attachment[]
}

export function AttachmentList({ bridge, callId, attachments }: AttachmentProps): ReactElement {
  const { ask, busy, problem } = useAsk()
  const [words, setWords] = useState<string | null>(null)
  const save = async (position: number): Promise<void> => {
    setWords(null)
    const saved = await ask(() => bridge.call('tools.save-attachment', { callId, position }))
    if (saved !== null) setWords(saved.words)
  }
  return (
    <Part heading={text('tools.attachments')}>
      <ProblemWords words={problem} />
      <ul className="tools">
        {attachments.map((attachment, position) => (
          <li key={position}>
            <AttachmentWords attachment={attachment} />
            {attachment.kind === 'link' ? (
              <LinkedResource bridge={bridge} link={{ callId, position }} name={attachment.name} />
            ) : (
              <div className="buttons">
                <NamedButton
                  label={text('tools.attachment_save')}
                  name={attachment.name}
                  busy={busy}
                  onPress={() => save(position)}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      <p className="quiet" role="status">
        {words}
      </p>
      <p className="faint">
        {text('tools.attachments_words')}{' '}
        {attachments.some(({ kind }) => kind === 'link') && text('link.read_words')}
      </p>
    </Part>
  )
}
