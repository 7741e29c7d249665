// A card that asks for proof or data: our own widget per kind, the server's words quoted, where the answer goes.
import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { text } from '../../shared/catalogue/text.ts'
import { Untrusted } from '../parts/untrusted.tsx'
import { Exactly } from './call-facts.tsx'
import { CardFrame } from './card-frame.tsx'
import type { FrameProps } from './card-frame.tsx'
import { contentOf, emptyAnswer, firstDraft } from './elicitation-answer.ts'
import type { DraftAnswer } from './elicitation-answer.ts'
import { ElicitationWidget } from './elicitation-widget.tsx'
import { NotNow } from './closing.tsx'
import { GuardedButton } from './guarded-button.tsx'

type ElicitationCardProps = FrameProps & { elicitation: ElicitationView }

export function ElicitationCard(props: ElicitationCardProps): ReactElement {
  const { card, elicitation, answering } = props
  const [draft, setDraft] = useState<DraftAnswer>(() => firstDraft(elicitation))
  useForgetCode(props, () => setDraft(emptyAnswer))
  const isAskedFirst = isQuestion(elicitation)
  const send = (): void => {
    const content = contentOf(elicitation, draft)
    if (content) answering.answer({ action: 'accept', content })
  }
  return (
    <CardFrame
      {...props}
      body={
        <>
          <div role="alert">
            {elicitation.problem !== null && (
              <p className="problem">
                <Untrusted value={elicitation.problem} />
              </p>
            )}
          </div>
          {isAskedFirst && <ServerWords elicitation={elicitation} />}
          <ElicitationWidget
            elicitation={elicitation}
            draft={draft}
            busy={answering.busy}
            arming={props.arming}
            onComplete={send}
            onDraft={setDraft}
          />
          {!isAskedFirst && elicitation.message !== '' && <ServerWords elicitation={elicitation} />}
          {card.call && (
            <Exactly call={card.call} digest={card.digest} {...headingOf(elicitation)} />
          )}
          {goesToWords(elicitation) !== '' && <p className="quiet">{goesToWords(elicitation)}</p>}
        </>
      }
      choices={<ElicitationChoices {...props} draft={draft} onSend={send} />}
    />
  )
}

/** A resource server's own question is read before its fields; beside a proof its words matter less than ours. */
function isQuestion({ kind, message, relay }: ElicitationView): boolean {
  return relay !== undefined && message !== '' && (kind === 'form' || kind === 'url')
}

/** The call that a server asks about is on its way already. */
function headingOf({ relay }: ElicitationView): { heading?: string } {
  return relay === undefined ? {} : { heading: text('approval.relay.call') }
}

/** A code lives only until it is sent, refused, or out of sight (threat 98). */
function useForgetCode({ elicitation, answering }: ElicitationCardProps, forget: () => void): void {
  const isCode = elicitation.kind === 'totp'
  const latest = useRef(forget)
  useEffect(() => {
    latest.current = forget
  })
  useEffect(() => {
    if (isCode) latest.current()
  }, [isCode, elicitation.triesLeft, elicitation.problem, answering.busy])
  useEffect(() => {
    const onHidden = (): void => {
      if (isCode && document.visibilityState === 'hidden') latest.current()
    }
    document.addEventListener('visibilitychange', onHidden)
    return () => document.removeEventListener('visibilitychange', onHidden)
  }, [isCode])
}

function ServerWords({ elicitation }: { elicitation: ElicitationView }): ReactElement {
  return (
    <blockquote className="quote">
      {text('approval.says', { host: elicitation.answersTo })}: “
      <Untrusted value={elicitation.message} />”
    </blockquote>
  )
}

function ElicitationChoices(
  props: ElicitationCardProps & { draft: DraftAnswer; onSend: () => void },
): ReactElement {
  const { answering, arming, elicitation } = props
  const ready = !answering.busy && contentOf(elicitation, props.draft) !== null
  return (
    <>
      <div className="choices">
        <NotNow {...props} />
        <span className="spacer" />
        <div className="buttons answers">
          <Refusals {...props} />
          <GuardedButton arming={arming} ready={ready} onActivate={props.onSend}>
            {positiveWords(elicitation)}
          </GuardedButton>
        </div>
      </div>
    </>
  )
}

/** MCP tells a no from putting it away; an authorization server hears of neither. */
function Refusals({ answering, elicitation }: ElicitationCardProps): ReactElement {
  const mayDecline = elicitation.relay !== undefined && elicitation.kind !== 'url_opened'
  const put = mayDecline ? 'cancel' : 'decline'
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={answering.busy}
        onClick={() => answering.answer({ action: put })}
      >
        {text('approval.cancel')}
      </button>
      {mayDecline && (
        <button
          type="button"
          className="button"
          disabled={answering.busy}
          onClick={() => answering.answer({ action: 'decline' })}
        >
          {text('approval.relay.decline')}
        </button>
      )}
    </>
  )
}

function positiveWords(elicitation: ElicitationView): string {
  switch (elicitation.kind) {
    case 'authenticator_choice':
      return text('approval.continue')
    case 'passkey':
      return text('approval.passkey.use')
    case 'passkey_registration':
      return text('approval.passkey.register')
    case 'totp':
      return text('approval.confirm')
    case 'form':
      if (elicitation.relay === undefined) return text('approval.confirm')
      return text(elicitation.fields.length === 0 ? 'approval.relay.yes' : 'approval.relay.send')
    case 'client':
      return text('approval.client.use')
    case 'model':
      return text(elicitation.model?.change === 'key' ? 'models.ask_use_key' : 'models.ask_use')
    case 'url':
      return text('approval.page.open')
    case 'url_opened':
      return text('approval.page.done')
  }
}

function goesToWords(elicitation: ElicitationView): string {
  const host = elicitation.answersTo
  const issuer = elicitation.relay?.issuerHost ?? null
  switch (elicitation.kind) {
    case 'totp':
      return issuer === null
        ? text('approval.code.goes_to', { host })
        : text('approval.relay.code_goes_to', { host, issuer })
    case 'form':
      return elicitation.relay === undefined
        ? text('approval.form.goes_to', { host })
        : text('approval.relay.form_goes_to', { host })
    case 'authenticator_choice':
      return text('approval.choice.goes_to', { host })
    case 'client':
      return elicitation.fields.length === 0 ? '' : text('approval.client.goes_to', { host })
    case 'model':
      return elicitation.fields.length === 0 ? '' : text('models.ask_goes_to', { host })
    case 'url':
      return text('approval.page.goes_to', { host })
    case 'url_opened':
    case 'passkey':
    case 'passkey_registration':
      return ''
  }
}
