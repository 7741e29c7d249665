// Opens the store: the private folder, the database, and one repository per noun.
import { isCountersignError } from '../../shared/errors.ts'
import type { Clock, Log } from '../../shared/model/ports.ts'
import { createActivityRepository } from './activity.ts'
import { createAuthorizationServerRepository } from './authorization-servers.ts'
import { createCallRepository } from './calls.ts'
import { createConnectionRepository } from './connections.ts'
import { openDatabaseFile, preparePrivateFolder } from './database-file.ts'
import type { Database } from './database.ts'
import { createDeferralRepository } from './deferrals.ts'
import { createGrantRepository, removeLostGrants } from './grants.ts'
import { createInteractionRepository } from './interactions.ts'
import { createModelRepository } from './models.ts'
import { createPlanRepository } from './plans.ts'
import type { Store } from './repositories.ts'
import { createRevocationRepository, removeLostRevocations } from './revocations.ts'
import { createRowParser } from './rows.ts'
import type { Sealer } from './sealer.ts'
import { createRuleRepository } from './rules.ts'
import { createSecretRepository, removeLostSecrets } from './secrets.ts'
import { createSettingsRepository } from './settings.ts'
import { createTaskRepository } from './tasks.ts'

export interface OpenStoreOptions {
  /** Profile folder; made private (0700). */
  readonly folder: string
  readonly vault: Sealer
  readonly clock: Pick<Clock, 'nowMs'>
  readonly log: Log
}

export interface OpenedStore {
  readonly store: Store
  /** Path of the damaged database that was put aside, or null. The app must say so. */
  readonly recoveredFrom: string | null
  readonly file: StoreFile
}

/** What the file of the store tells, and is told, apart from the nouns in it. */
export type StoreFile = Pick<
  Database,
  'onHealth' | 'onWiped' | 'onUnflushed' | 'emptyLog' | 'flush'
>

/**
 * Throws `store/failed` for a newer schema or a folder that is not ours, `store/full` on a full disk.
 * What an earlier process sealed in memory only is removed here; its deferrals end when they are resumed.
 */
export function openStore(options: OpenStoreOptions): OpenedStore {
  preparePrivateFolder(options.folder)
  const { database, recoveredFrom } = openDatabaseFile(options.folder, options.clock.nowMs())
  const store = buildStore(database, options)
  removeLost(database, options)
  if (recoveredFrom !== null) {
    options.log('error', 'The database was damaged and put aside', { recoveredFrom })
    store.activity.append({
      kind: 'store_recovered',
      callId: null,
      taskId: null,
      connectionId: null,
      detail: { keptAs: recoveredFrom },
    })
  }
  return { store, recoveredFrom, file: database }
}

function removeLost(database: Database, { vault, log }: OpenStoreOptions): void {
  try {
    database.transaction(() => {
      const grants = removeLostGrants(database, vault.keyId)
      const revocations = removeLostRevocations(database, vault.keyId)
      removeLostSecrets(database, vault.keyId)
      if (grants > 0) log('warn', 'Grants kept in memory only have ended', { grants })
      if (revocations > 0) log('warn', 'Tokens to revoke were kept in memory only', { revocations })
    })
  } catch (error) {
    // A full disk must not keep the app from starting; what stays cannot be opened anyway.
    if (!isCountersignError(error, 'store/full')) throw error
    log('warn', 'The disk is full: ended grants could not be removed', error)
  }
}

function buildStore(database: Database, { vault: sealer, clock, log }: OpenStoreOptions): Store {
  const parse = createRowParser(log)
  return {
    transaction: (run, durability) => database.transaction(run, durability),
    calls: createCallRepository(database, parse),
    interactions: createInteractionRepository(database, parse),
    rules: createRuleRepository(database, parse),
    grants: createGrantRepository({ database, parse, sealer }),
    deferrals: createDeferralRepository({ database, parse, sealer }),
    revocations: createRevocationRepository({ database, parse, sealer }),
    secrets: createSecretRepository(database, sealer),
    authorizationServers: createAuthorizationServerRepository(database, parse),
    connections: createConnectionRepository(database, parse),
    tasks: createTaskRepository(database, parse),
    plans: createPlanRepository(database, parse),
    models: createModelRepository(database, parse),
    settings: createSettingsRepository(database, parse),
    activity: createActivityRepository({ database, parse, clock }),
    close: () => database.close(),
  }
}
