import { statfsSync } from 'node:fs'

/** Less free than this, the embedded database cannot even open. */
const ROOM = 16 * 1024 * 1024

/** Why the embedded database in a folder cannot be opened, as one sentence that says what to do. */
export function folderTrouble(dataDir: string, error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/disk is full|ENOSPC/.test(`${said} ${code}`) || isFull(dataDir))
    return `DATA_DIR: the disk of ${dataDir} is full. Make room, and start again.`
  if (/EROFS|EACCES|EPERM|ENOENT|ENOTDIR|EEXIST/.test(code) || /readonly|unable to open/.test(said))
    return `DATA_DIR: ${dataDir} cannot be written to. Name a folder that can, or change whose it is.`
  return `The embedded database in ${dataDir} cannot be opened: ${said}.`
}

function isFull(dataDir: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dataDir)
    return bavail * bsize < ROOM
  } catch {
    return false
  }
}
