// The worker that reads one YAML document of a server: started for it, and ended when it takes too long.
import { parentPort, workerData } from 'node:worker_threads'
import { parseYaml } from './resource/openapi/parse-yaml.ts'

// Only this app starts it, with exactly this.
parentPort?.postMessage(parseYaml(String(workerData)))
