// What something is that came beside text: its name, kind, type, size and address, in the server's words.
import type { ReactElement } from 'react'
import type { Attachment } from '../../../shared/activity-view.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { bytesOf } from '../../parts/format.ts'
import { Untrusted } from '../../parts/untrusted.tsx'

export function AttachmentWords({
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
