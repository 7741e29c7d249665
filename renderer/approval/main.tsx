// Entry of the approval page: puts it on the screen.
import { createRoot } from 'react-dom/client'
import { text } from '../../shared/catalogue/text.ts'
import './approval.css'
import { approvalBridge } from './bridge.ts'
import { ApprovalPage } from './approval-page.tsx'

const root = document.querySelector('#root')
if (root) {
  const onUncaughtError = (): void => void (root.textContent = text('approval.broken'))
  createRoot(root, { onUncaughtError }).render(<ApprovalPage bridge={approvalBridge()} />)
}
