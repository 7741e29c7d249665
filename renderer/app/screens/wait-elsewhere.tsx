// What the person needs on another device: the user code, large and to be copied, or the words both devices show.
import { useId, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { WaitItem } from '../../../shared/overview.ts'
import { Untrusted } from '../../parts/untrusted.tsx'
import { copyText } from '../state/copy-text.ts'
import { Part } from './part.tsx'

export function UserCode({ wait, code }: { wait: WaitItem; code: string }): ReactElement {
  const id = useId()
  const shown = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState(false)
  const host = wait.interactionHost ?? wait.waitingForHost
  return (
    <Part heading={text('app.wait.code')}>
      <div className="user-code">
        <code className="mono" ref={shown} aria-describedby={id}>
          <Untrusted value={code} />
        </code>
        <button
          type="button"
          className="button"
          onClick={() => setCopied(copyText(shown.current, code))}
        >
          {text('app.wait.code.copy')}
        </button>
        <span className="faint" role="status">
          {copied && text('app.wait.code.copied')}
        </span>
      </div>
      <p className="quiet" id={id}>
        <Untrusted value={text('app.wait.code.words', { host })} />
      </p>
    </Part>
  )
}

export function BindingMessage({ message }: { message: string }): ReactElement {
  return (
    <Part heading={text('app.wait.binding')}>
      <p className="binding strong">
        <Untrusted value={message} />
      </p>
      <p className="quiet">{text('app.wait.binding.words')}</p>
    </Part>
  )
}
