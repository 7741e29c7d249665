// What a result carries beside text: named, typed and measured; kept in a file when the person wants it, never drawn.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { Attachment } from '../../../shared/activity-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { bytesOf } from '../../parts/format.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { ProblemWords } from './columns.tsx'
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
            {attachment.kind !== 'link' && (
              <div className="buttons">
                <button
                  type="button"
                  className="button"
                  disabled={busy}
                  onClick={() => void save(position)}
                >
                  {text('tools.attachment_save')}
                  <span className="visually-hidden">
                    {' '}
                    <Untrusted value={attachment.name} />
                  </span>
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <p className="quiet" role="status">
        {words}
      </p>
      <p className="faint">{text('tools.attachments_words')}</p>
    </Part>
  )
}

function AttachmentWords({
  attachment: { kind, name, type, size, address },
}: {
  attachment: Attachment
}): ReactElement {
  const facts = [text(`tools.attachment_${kind}`), type, size === null ? null : bytesOf(size)]
  return (
    <>
      <p className="tool-head">
        <span className="strong">
          <Untrusted value={name} />
        </span>
        <span className="faint">
          <Untrusted value={facts.filter((fact) => fact !== null).join(' · ')} />
        </span>
      </p>
      {address !== null && (
        <p className="quiet mono address">
          <Untrusted value={address} />
        </p>
      )}
    </>
  )
}
