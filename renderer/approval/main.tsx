// Entry of the approval page: puts it on the screen.
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import { createRoot } from 'react-dom/client'
import { resolveLanguage } from '../../shared/catalogue/language.ts'
import { setLanguage, text } from '../../shared/catalogue/text.ts'
import './approval.css'
import { approvalBridge } from './bridge.ts'
import { ApprovalPage } from './approval-page.tsx'

// Until main has said which language it speaks.
setLanguage(resolveLanguage('system', navigator.languages))
const root = document.querySelector('#root')
if (root) {
  const onUncaughtError = (): void => void (root.textContent = text('approval.broken'))
  createRoot(root, { onUncaughtError }).render(<ApprovalPage bridge={approvalBridge()} />)
}
