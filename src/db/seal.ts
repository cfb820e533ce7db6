import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeToOthers } from './close-to-others.ts'
import { DatabaseError } from './database-error.ts'

/** In bytes. */
const KEY = 32

/** Seals accounts' credentials at rest: AES-256-GCM, written as `v1.<nonce>.<tag>.<text>`, each part in base64url. */
export interface Seal {
  seal(value: Record<string, string>): string
  open(sealed: string): Record<string, string>
  keys: Keys
}

/** The first seals; any of them opens, so that one can take the place of another while everything runs. */
export interface Keys {
  all: Buffer[]
  /** Puts a new one before the others, where they are ours to make. */
  make?(): void
  /** Forgets all but the first. */
  forget?(): void
}

export function sealWith(given: Buffer | Keys): Seal {
  const keys = Buffer.isBuffer(given) ? { all: [given] } : given
  return {
    keys,
    seal(value) {
      const [key = Buffer.of()] = keys.all
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return ['v1', ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.')
    },
    open(sealed) {
      const [version, ...parts] = sealed.split('.')
      if (version !== 'v1' || parts.length !== 3) throw new Error('These credentials are sealed in an unknown way.')
      for (const key of keys.all) {
        const opened = openedBy(key, parts)
        if (opened) return JSON.parse(opened)
      }
      throw new Error('No key of ENCRYPTION_KEY opens these credentials: they were sealed with another one.')
    },
  }
}

/** Undefined where it is not the key. */
function openedBy(key: Buffer, parts: string[]): string | undefined {
  const [nonce = Buffer.of(), tag = Buffer.of(), text = Buffer.of()] = parts.map((part) =>
    Buffer.from(part, 'base64url'),
  )
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** The keys of the environment, or those kept in `dataDir`, readable by its owner alone; the first of them is made there. */
export function keysIn(environment: string[], dataDir: string): Keys {
  if (environment.length > 0) return { all: environment.map(bytes) }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'encryption.key')
  if (!existsSync(file)) keep(file, [randomBytes(KEY)])
  // Brought back from a copy, it may have any mode.
  closeToOthers(file, 0o600)
  const keys = { all: keptIn(file), make, forget }
  function make() {
    keys.all = keep(file, [randomBytes(KEY), ...keys.all])
  }
  function forget() {
    keys.all = keep(file, keys.all.slice(0, 1))
  }
  return keys
}

/** Written aside first, because half a file of keys opens nothing. */
function keep(file: string, all: Buffer[]): Buffer[] {
  writeFileSync(`${file}.new`, all.map((key) => key.toString('base64')).join(','), { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return all
}

function keptIn(file: string): Buffer[] {
  const keys = readFileSync(file, 'utf8').trim().split(',').map(bytes)
  if (keys.every(({ length }) => length === KEY)) return keys
  throw new DatabaseError(
    `DATA_DIR: ${file} holds no key of ${KEY} bytes. Bring back a copy of it; without one, delete it and connect each account again.`,
  )
}

function bytes(key: string): Buffer {
  return Buffer.from(key, 'base64')
}
