// Keeps what the person is changing of the arguments, and sends it to main; what was typed is kept when it is refused.
import { useState } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalCall, ApprovalCard } from '../../shared/approval-card.ts'
import { text } from '../../shared/catalogue/text.ts'
import { buildJson, emptyDraft, isJson, listFields, prettyJson } from './edit-draft.ts'
import type { EditDraft, EditField } from './edit-draft.ts'

interface Problem {
  /** Where, or null for the arguments as a whole. */
  readonly pointer: string | null
  readonly message: string
}

export interface Edit {
  readonly mode: 'fields' | 'json'
  readonly fields: readonly EditField[]
  readonly valueOf: (field: EditField) => string
  readonly onField: (pointer: string, typed: string) => void
  readonly json: string
  readonly onJson: (typed: string) => void
  readonly problem: Problem | null
  readonly busy: boolean
  /** Stays where it is, with the problem named, while what was typed cannot be shown the other way. */
  readonly switchMode: () => void
  readonly undo: () => void
  readonly save: () => void
}

interface Editing {
  readonly mode: 'fields' | 'json'
  /** What the fields were made of. */
  readonly base: string
  readonly draft: EditDraft
  readonly json: string
}

/** What is typed, as the text to send; or where it is none, and what to say of it. */
type Built = { readonly json: string } | { readonly problem: Problem }

/** `onDone`: nothing differs from what is asked already. */
export function useEdit(
  bridge: ApprovalBridge,
  { card, call, position }: { card: ApprovalCard; call: ApprovalCall; position?: number },
  onDone: () => void,
): Edit {
  const [editing, setEditing] = useState(() => startFrom(call.argumentsJson))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const fields = listFields(editing.base, call.rows)
  const change = (next: Partial<Editing>): void => {
    setProblem(null)
    setEditing({ ...editing, ...next })
  }
  const withJson = (then: (json: string) => void): void => {
    const built = build(editing, fields)
    if ('problem' in built) setProblem(built.problem)
    else then(built.json)
  }
  const send = async (argumentsJson: string): Promise<void> => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    const { interactionId, digest } = card
    const change = { interactionId, digest, argumentsJson }
    const result =
      position === undefined
        ? await bridge.call('approval.edit', change)
        : await bridge.call('approval.edit-planned', { ...change, position })
    // The changed question comes as a new card, which takes the place of this one.
    if (result.ok && result.value.outcome === 'edited') return
    setBusy(false)
    if (!result.ok) setProblem({ pointer: null, message: result.error.message })
    else if (result.value.outcome === 'refused') setProblem(result.value)
    else onDone()
  }
  return {
    ...editing,
    fields,
    problem,
    busy,
    valueOf: ({ pointer, start }) => editing.draft.get(pointer) ?? start,
    onField: (pointer, typed) => change({ draft: new Map([...editing.draft, [pointer, typed]]) }),
    onJson: (json) => change({ json }),
    switchMode: () => withJson((json) => change(switched(editing, json))),
    undo: () => {
      const agents = call.editedFromJson ?? call.argumentsJson
      change({ ...startFrom(agents), mode: editing.mode })
    },
    save: () => withJson((json) => void send(json)),
  }
}

function build({ mode, json, base, draft }: Editing, fields: readonly EditField[]): Built {
  if (mode === 'json') {
    if (isJson(json)) return { json }
    const message = text('edit.not_json', { label: text('edit.whole') })
    return { problem: { pointer: null, message } }
  }
  const built = buildJson(base, fields, draft)
  if (built.ok) return { json: built.json }
  const { pointer } = built
  const label = fields.find((field) => field.pointer === pointer)?.label ?? ''
  return { problem: { pointer, message: text(built.problem, { label }) } }
}

function startFrom(argumentsJson: string): Editing {
  return { mode: 'fields', base: argumentsJson, draft: emptyDraft, json: prettyJson(argumentsJson) }
}

function switched({ mode }: Editing, built: string): Editing {
  return { ...startFrom(built), mode: mode === 'json' ? 'fields' : 'json' }
}
