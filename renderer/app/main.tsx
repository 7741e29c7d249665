// Entry of the app page: puts it on the screen.
import { createRoot } from 'react-dom/client'
import './app.css'
import { AppPage } from './app-page.tsx'
import { appBridge } from './bridge.ts'

const root = document.querySelector('#root')
if (root) createRoot(root).render(<AppPage bridge={appBridge()} />)
