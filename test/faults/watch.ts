import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Environment } from './program.ts'

/** A machine's clock, which a test sets while Roost runs by it. */
export interface Watch {
  env: Environment
  /** In minutes against the real time. */
  set(ahead: number): void
}

export function watch(env: Environment, name: string, ahead: number): Watch {
  const file = join(env.DATA_DIR ?? '', `clock-${name}`)
  const set = (minutes: number) => writeFileSync(file, String(minutes))
  set(ahead)
  const loaded = pathToFileURL(join(import.meta.dirname, 'shifted.ts'))
  return { env: { ...env, SHIFTED_BY: file, NODE_OPTIONS: `--import ${loaded}` }, set }
}
