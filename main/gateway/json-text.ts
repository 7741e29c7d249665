// Adds members to a JSON object that is kept as text, so that what a server answered is passed on as it was.

/** `objectText` with the member; replaces one of that name. */
export function addMember(objectText: string, name: string, value: unknown): string {
  const quoted = JSON.stringify(name)
  if (objectText.includes(quoted)) {
    const { [name]: _before, ...rest } = JSON.parse(objectText) as Record<string, unknown>
    return JSON.stringify({ ...rest, [name]: value })
  }
  const open = objectText.indexOf('{') + 1
  const comma = objectText.slice(open).trimStart().startsWith('}') ? '' : ','
  const member = `${quoted}:${JSON.stringify(value)}`
  return `${objectText.slice(0, open)}${member}${comma}${objectText.slice(open)}`
}

/** The same for one entry of its `_meta`; the other entries stay. */
export function addMeta(objectText: string, name: string, value: unknown): string {
  if (!objectText.includes('"_meta"')) return addMember(objectText, '_meta', { [name]: value })
  const { _meta: before } = JSON.parse(objectText) as Record<string, unknown>
  const kept = typeof before === 'object' && before !== null ? before : {}
  return addMember(objectText, '_meta', { ...kept, [name]: value })
}
