import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * The embedded database takes no lock of its own: two processes on one folder lose rows silently. So its owner holds an
 * exclusive transaction on a small SQLite file beside it, which the kernel frees when the process dies, however it dies.
 *
 * Returns how to let go, or undefined when another process owns the folder.
 */
export function own(dataDir: string): (() => void) | undefined {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  accessSync(dataDir, constants.W_OK)
  const lock = new DatabaseSync(join(dataDir, 'owner.lock'))
  try {
    lock.exec('begin exclusive')
    return () => lock.close()
  } catch (error) {
    lock.close()
    if (error instanceof Error && /locked/.test(error.message)) return undefined
    throw error
  }
}
