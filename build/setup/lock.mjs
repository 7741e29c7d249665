// A lock between processes of one machine, so that two set-ups at once do not write the same folder.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const waitMs = 250

/**
 * Runs `work` while no other process holds the lock at `lockFile`.
 * A lock whose process is gone is taken over. Waits as long as it takes: a download may be slow.
 * @template T
 * @param {string} lockFile
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(lockFile, work) {
  fs.mkdirSync(path.dirname(lockFile), { recursive: true })
  while (!takeLock(lockFile)) await delay(waitMs)
  try {
    return await work()
  } finally {
    fs.rmSync(lockFile, { force: true })
  }
}

/** @param {string} lockFile */
function takeLock(lockFile) {
  const mine = `${lockFile}.${String(process.pid)}`
  fs.writeFileSync(mine, String(process.pid))
  try {
    // A hard link appears whole or not at all, so nobody reads a lock without its owner's number.
    fs.linkSync(mine, lockFile)
    return true
  } catch {
    removeStale(lockFile)
    return false
  } finally {
    fs.rmSync(mine, { force: true })
  }
}

/** @param {string} lockFile */
function removeStale(lockFile) {
  try {
    const owner = fs.readFileSync(lockFile, 'utf8')
    if (isAlive(Number(owner))) return
    const aside = `${lockFile}.${String(process.pid)}.stale`
    fs.renameSync(lockFile, aside)
    // Somebody may have taken over between the two steps: then it is theirs and goes back.
    if (fs.readFileSync(aside, 'utf8') !== owner) fs.linkSync(aside, lockFile)
    fs.rmSync(aside)
  } catch {
    // Gone in between: the next round takes it.
  }
}

/** @param {number} processId */
function isAlive(processId) {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
