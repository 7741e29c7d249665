// Entry of the approval page: puts it on the screen.
import { createRoot } from 'react-dom/client'
import './approval.css'
import { approvalBridge } from './bridge.ts'
import { ApprovalPage } from './approval-page.tsx'

const root = document.querySelector('#root')
if (root) createRoot(root).render(<ApprovalPage bridge={approvalBridge()} />)
