// A link of a result: fetched from the server that gave it when the person presses, shown as the server's own words.
import { useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { Attachment } from '../../../shared/activity-view.ts'
import type { Fetched } from '../../../shared/contract/link-verbs.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import type { ScreenProps } from '../app-page.tsx'
import { useAsk } from '../state/use-ask.ts'
import { AttachmentWords } from './attachment-words.tsx'
import { ProblemWords } from './columns.tsx'

interface LinkProps {
  bridge: ScreenProps['bridge']
  link: { callId: string; position: number }
  name: string
}

export function LinkedResource({ bridge, link, name }: LinkProps): ReactElement {
  const { ask, busy, problem } = useAsk()
  const [contents, setContents] = useState<readonly Fetched[] | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const read = async (): Promise<void> => {
    setSaved(null)
    const answer = await ask(() => bridge.call('link.read', link))
    if (answer !== null) setContents(answer.contents)
  }
  const save = async (part: number): Promise<void> => {
    setSaved(null)
    const answer = await ask(() => bridge.call('link.save', { ...link, part }))
    if (answer !== null) setSaved(answer.words)
  }
  return (
    <>
      <div className="buttons">
        <NamedButton label={text('link.read')} name={name} busy={busy} onPress={read} />
      </div>
      <p className="quiet" role="status">
        {busy && contents === null ? text('link.reading') : saved}
        {contents?.length === 0 && text('link.nothing')}
      </p>
      <ProblemWords words={problem} />
      {contents !== null && contents.length > 0 && (
        <ul className="tools" aria-label={text('link.contents')}>
          {contents.map((each, part) => (
            <li key={part}>
              <AttachmentWords attachment={each.attachment} />
              <Words fetched={each} />
              <div className="buttons">
                <NamedButton
                  label={text('tools.attachment_save')}
                  name={each.attachment.name}
                  busy={busy}
                  onPress={() => save(part)}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Words({ fetched: { words, isCut, attachment } }: { fetched: Fetched }): ReactElement {
  return (
    <>
      {words !== null && words !== '' && (
        <div
          className="quote mono result-words"
          tabIndex={0}
          role="region"
          aria-label={attachment.name}
        >
          <Untrusted value={words} />
        </div>
      )}
      {isCut && <p className="faint">{text('link.beginning')}</p>}
    </>
  )
}

interface NamedButtonProps {
  label: string
  /** What it is about, for whoever does not see where it stands. */
  name: Attachment['name']
  busy: boolean
  onPress: () => Promise<void>
}

export function NamedButton({ label, name, busy, onPress }: NamedButtonProps): ReactElement {
  return (
    <button type="button" className="button" disabled={busy} onClick={() => void onPress()}>
      {label}
      <span className="visually-hidden">
        {' '}
        <Untrusted value={name} />
      </span>
    </button>
  )
}
