// News the person is told once, until they put it away.
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import type { Notice } from '../../shared/overview.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import type { ScreenProps } from './app-page.tsx'

const shownAtOnce = 3

export function Notices({ bridge, overview, navigate }: ScreenProps): ReactElement {
  const taskOf = (notice: Notice): string | null =>
    overview.tasks.find((task) =>
      task.steps.some((step) => step.call !== null && step.call.callId === notice.callId),
    )?.taskId ?? null
  return (
    <section className="notices" aria-label={text('app.notices')} aria-live="polite">
      {overview.notices.slice(-shownAtOnce).map((notice) => {
        const taskId = taskOf(notice)
        return (
          <article key={notice.id} className={`notice ${notice.tone}`}>
            <h2>
              <Untrusted value={notice.title} />
            </h2>
            {notice.body !== '' && (
              <p className="quiet">
                <Untrusted value={notice.body} />
              </p>
            )}
            <div className="buttons">
              {taskId !== null && (
                <button
                  type="button"
                  className="button plain link"
                  onClick={() => navigate({ type: 'task', taskId })}
                >
                  {text('app.notice.show')}
                </button>
              )}
              <button
                type="button"
                className="button plain"
                onClick={() => void bridge.call('notice.dismiss', { noticeId: notice.id })}
              >
                {text('app.notice.dismiss')}
              </button>
            </div>
          </article>
        )
      })}
    </section>
  )
}
