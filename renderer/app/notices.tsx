// News the person is told once: two at most; what went well leaves by itself, trouble stays until dismissed.
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import type { Notice } from '../../shared/overview.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import type { ScreenProps } from './app-page.tsx'
import { chooseNotices, leavesByItself } from './state/notices.ts'
import { useLeaving } from './state/use-leaving.ts'

export function Notices(props: ScreenProps): ReactElement {
  return (
    <section className="notices" aria-label={text('app.notices')} aria-live="polite">
      {chooseNotices(props.overview.notices).map((notice) => (
        <NoticeCard key={notice.id} {...props} notice={notice} />
      ))}
    </section>
  )
}

function NoticeCard(props: ScreenProps & { notice: Notice }): ReactElement {
  const { bridge, notice } = props
  const dismiss = (): void => void bridge.call('notice.dismiss', { noticeId: notice.id })
  const hold = useLeaving(leavesByItself(notice), dismiss)
  return (
    <article className={`notice ${notice.tone}`} {...hold}>
      <h2>
        <Untrusted value={notice.title} />
      </h2>
      {notice.body !== '' && (
        <p className="quiet">
          <Untrusted value={notice.body} />
        </p>
      )}
      <div className="buttons">
        <ShowTask {...props} />
        <button type="button" className="button plain" onClick={dismiss}>
          {text('app.notice.dismiss')}
        </button>
      </div>
    </article>
  )
}

function ShowTask(props: ScreenProps & { notice: Notice }): ReactElement | null {
  const { overview, navigate, notice } = props
  const task = overview.tasks.find(({ steps }) =>
    steps.some(({ call }) => call !== null && call.callId === notice.callId),
  )
  if (!task) return null
  return (
    <button
      type="button"
      className="button plain link"
      onClick={() => navigate({ type: 'task', taskId: task.taskId })}
    >
      {text('app.notice.show')}
    </button>
  )
}
