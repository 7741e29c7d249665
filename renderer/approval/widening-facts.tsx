// What a widening would allow, what stays as it is, and how to take it back.
import type { ReactElement } from 'react'
import type { Widening } from '../../shared/model/interaction.ts'
import { text } from '../../shared/catalogue/text.ts'
import { RuleFacts } from './rule-facts.tsx'
import { Untrusted } from '../parts/untrusted.tsx'

interface Facts {
  tag: string
  allows: readonly string[]
  stays: readonly string[]
  warn: string
  back: string
}

/** The words of the tag under the title. */
export function wideningTagOf(widening: Widening): string {
  return factsOf(widening).tag
}

export function WideningFacts({
  widening,
  nowMs,
}: {
  widening: Widening
  nowMs: number
}): ReactElement {
  const facts = factsOf(widening)
  return (
    <>
      {widening.what === 'rule' && <RuleFacts widening={widening} nowMs={nowMs} />}
      <FactList heading={text('approval.widening.allows')} sentences={facts.allows} />
      <p className="problem caution">
        <Untrusted value={facts.warn} />
      </p>
      <FactList heading={text('approval.widening.stays')} sentences={facts.stays} />
      <FactList heading={text('approval.widening.back')} sentences={[facts.back]} />
    </>
  )
}

/** What a pause holds that would go on. */
export function PausedFacts({ sentences }: { sentences: readonly string[] }): ReactElement {
  return <FactList heading={text('task.resume_heading')} sentences={sentences} />
}

function FactList(props: { heading: string; sentences: readonly string[] }): ReactElement {
  return (
    <section>
      <h2 className="label">{props.heading}</h2>
      <ul className="facts">
        {props.sentences.map((sentence) => (
          <li key={sentence}>
            <Untrusted value={sentence} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function factsOf(widening: Widening): Facts {
  switch (widening.what) {
    case 'first_party_issuer':
      return factsOfFirstParty(widening)
    case 'trust_for_reading':
      return {
        tag: text('approval.reading.tag'),
        allows: [text('approval.reading.allows_1'), text('approval.reading.allows_2')],
        stays: [text('approval.reading.stays_1')],
        warn: text('approval.reading.warn'),
        back: text('approval.reading.back'),
      }
    case 'sign_in_way':
      return factsOfWay(widening)
    case 'notification_approve':
      return {
        tag: text('approval.notify.tag'),
        allows: [text('approval.notify.allows_1')],
        stays: [text('approval.notify.stays_1')],
        warn: text('approval.notify.warn'),
        back: text('approval.notify.back'),
      }
    case 'resume_agents':
      return {
        tag: text('approval.resume.tag'),
        allows: [text('approval.resume.allows_1'), text('approval.resume.allows_2')],
        stays: [text('approval.resume.stays_1')],
        warn: text('approval.resume.warn'),
        back: text('approval.resume.back'),
      }
    case 'tool_change':
      return factsOfToolChange()
    case 'agent_access':
    case 'agent_secret':
    case 'agent_resume':
      return factsOfAgent(widening.what)
    case 'plan':
    case 'task_resume':
      return factsOfTask(widening.what)
    case 'rule':
      return widening.rule.effect === 'allow' ? factsOfRule() : factsOfLift()
  }
}

function factsOfAgent(what: 'agent_access' | 'agent_secret' | 'agent_resume'): Facts {
  return {
    tag: text(`agents.${what}_tag`),
    allows: [text(`agents.${what}_allows`)],
    stays: [text(`agents.${what}_stays`)],
    warn: text(`agents.${what}_warn`),
    back: text(`agents.${what}_back`),
  }
}

function factsOfTask(what: 'plan' | 'task_resume'): Facts {
  return {
    tag: text(`plan.${what}_tag`),
    allows: [text(`plan.${what}_allows`)],
    stays: [text(`plan.${what}_stays_1`), text(`plan.${what}_stays_2`)],
    warn: text(`plan.${what}_warn`),
    back: text(`plan.${what}_back`),
  }
}

function factsOfFirstParty({ issuer }: { issuer: string }): Facts {
  return {
    tag: text('approval.first_party.tag'),
    allows: [
      text('approval.first_party.allows_1', { issuer }),
      text('approval.first_party.allows_2'),
      text('approval.first_party.allows_3'),
      text('approval.first_party.allows_4'),
    ],
    stays: [text('approval.first_party.stays_1'), text('approval.first_party.stays_2')],
    warn: text('approval.first_party.warn'),
    back: text('approval.first_party.back'),
  }
}

function factsOfToolChange(): Facts {
  return {
    tag: text('tools.change_tag'),
    allows: [text('tools.change_allows')],
    stays: [text('tools.change_stays_1'), text('tools.change_stays_2')],
    warn: text('tools.change_warn'),
    back: text('tools.change_back'),
  }
}

function factsOfRule(): Facts {
  return {
    tag: text('approval.rule.tag'),
    allows: [text('approval.rule.allows_1')],
    stays: [text('approval.rule.stays_1')],
    warn: text('approval.rule.warn'),
    back: text('approval.rule.back'),
  }
}

/** What forbids or warns is taken back. */
function factsOfLift(): Facts {
  return {
    tag: text('rule.lift_tag'),
    allows: [text('rule.lift_allows')],
    stays: [text('rule.lift_stays')],
    warn: text('rule.lift_warn'),
    back: text('rule.lift_back'),
  }
}

function factsOfWay(widening: Extract<Widening, { what: 'sign_in_way' }>): Facts {
  const { issuer, way } = widening
  const values = { issuer, value: widening.value ?? '' }
  const allows = [text(`approval.way.${way}.allows_1`, values)]
  if (way !== 'ciba') allows.push(text(`approval.way.${way}.allows_2`, values))
  return {
    tag: text('approval.way.tag'),
    allows,
    stays: [text('approval.way.stays_1'), text('approval.way.stays_2')],
    warn: text(`approval.way.${way}.warn`, values),
    back: text('approval.way.back'),
  }
}
