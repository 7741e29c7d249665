// Bundles the app into out/app.
import { build } from 'vite'
import { buildConfigs, partNames } from '../vite/bundles.ts'
import type { PartName } from '../vite/bundles.ts'

/** Builds the given parts, all of them unless told otherwise. Rejects with vite's error. */
export async function buildApp(parts: readonly PartName[] = partNames): Promise<void> {
  const configs = parts.flatMap((part) => buildConfigs(part))
  // One after the other: a bundler already uses every core.
  for (const config of configs) await build(config)
}
