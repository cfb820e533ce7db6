import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Seals accounts' credentials at rest: AES-256-GCM, written as `v1.<nonce>.<tag>.<text>`, each part in base64url. */
export interface Seal {
  seal(value: Record<string, string>): string
  open(sealed: string): Record<string, string>
}

export function sealWith(key: Buffer): Seal {
  return {
    seal(value) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return ['v1', ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.')
    },
    open(sealed) {
      const [version, nonce, tag, text] = sealed.split('.')
      if (version !== 'v1' || !nonce || !tag || !text)
        throw new Error('These credentials are sealed in an unknown way.')
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      const opened = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()])
      return JSON.parse(opened.toString('utf8'))
    },
  }
}

/** The key of the environment, or one made once in `dataDir`, readable by its owner alone. */
export function encryptionKey(fromEnv: string | undefined, dataDir: string): Buffer {
  if (fromEnv) return Buffer.from(fromEnv, 'base64')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'encryption.key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
}
