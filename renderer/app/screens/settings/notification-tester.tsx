// Sends a test notification and shows what came back of it, in words a person can act on.
import { useState } from 'react'
import type { ReactElement } from 'react'
import type { AppBridge } from '../../../../shared/bridge.ts'
import { text } from '../../../../shared/catalogue/text.ts'
import type { NotificationTest } from '../../../../shared/notification-test.ts'
import { Untrusted } from '../../../parts/untrusted.tsx'
import { useAsk } from '../../state/use-ask.ts'

export function NotificationTester({ bridge }: { readonly bridge: AppBridge }): ReactElement {
  const { busy, problem, ask } = useAsk()
  const [report, setReport] = useState<NotificationTest | null>(null)
  const send = async (): Promise<void> => {
    setReport(null)
    setReport(await ask(() => bridge.call('notification.test', {})))
  }
  return (
    <div className="notification-test">
      <button type="button" className="button" disabled={busy} onClick={() => void send()}>
        {text('notify.test.button')}
      </button>
      <div role="status">
        {busy && <p className="quiet">{text('notify.test.waiting')}</p>}
        {problem !== null && <p className="problem">{problem}</p>}
        {report !== null && <Report {...report} />}
      </div>
    </div>
  )
}

function Report({
  way,
  service,
  capabilities,
  shownMs,
  end,
  problem,
}: NotificationTest): ReactElement {
  return (
    <ul className="report">
      <li>
        <strong>{text(`notify.test.way.${way}`)}</strong>
        {service !== null && (
          <>
            {' '}
            <Untrusted value={text('notify.test.by', { service })} />
          </>
        )}
        {shownMs !== null && ` ${text('notify.test.shown', { ms: shownMs })}`}
      </li>
      <li>{text(`notify.test.end.${end}`)}</li>
      {capabilities.length > 0 && (
        <li className="faint">
          <Untrusted value={text('notify.test.can', { capabilities: capabilities.join(', ') })} />
        </li>
      )}
      {problem !== null && <li className="problem">{problem}</li>}
    </ul>
  )
}
