import { chmodSync, mkdirSync } from 'node:fs'

/** Makes a folder that only its owner may enter; one that is there is closed again, for a mode counts only where it is made. */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  closeToOthers(folder, 0o700)
}

/** As far as it is ours, and its file system knows modes: what was shared before goes on, and so does the start. */
export function closeToOthers(path: string, mode: number): void {
  try {
    chmodSync(path, mode)
  } catch {}
}
