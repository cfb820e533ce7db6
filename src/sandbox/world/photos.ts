import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { z } from 'zod'

// No SVG: it could run something.
export const photoType = z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
const name = /^[0-9a-f]{12}\.(png|jpeg|gif|webp)$/

export interface Photos {
  /** Gives the address under which the network shows it. */
  keep(type: z.infer<typeof photoType>, bytes: Buffer): string
  serve(response: ServerResponse, file: string): Promise<void>
  forget(): Promise<void>
}

/** Pictures of a person's own, sent as a customer: one file each, at /sandbox/photos/. */
export function openPhotos(folder: string, origin: string): Photos {
  return {
    keep(type, bytes) {
      const file = `${randomBytes(6).toString('hex')}.${type.replace('image/', '')}`
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, file), bytes)
      return `${origin}/sandbox/photos/${file}`
    },
    async serve(response, file) {
      const bytes = name.test(file) && (await readFile(join(folder, file)).catch(() => undefined))
      if (!bytes) return void response.writeHead(404).end('Not found')
      const headers = { 'content-type': `image/${extname(file).slice(1)}`, 'x-content-type-options': 'nosniff' }
      response.writeHead(200, headers).end(bytes)
    },
    forget: () => rm(folder, { recursive: true, force: true }),
  }
}
