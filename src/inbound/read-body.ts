import type { IncomingMessage as Request } from 'node:http'

const MOST = 1024 * 1024
const WITHIN = 10_000

/** Too large, or too slow. */
export class BodyRefused extends Error {
  readonly status: 413 | 408
  constructor(status: 413 | 408, message: string) {
    super(message)
    this.status = status
  }
}

/** The exact bytes of a request, at most 1 MiB, within 10 s. Throws `BodyRefused`. */
export async function readBody(request: Request): Promise<Uint8Array> {
  const tooLarge = new BodyRefused(413, 'At most 1 MiB is taken.')
  if (Number(request.headers['content-length'] ?? 0) > MOST) throw tooLarge
  const slow = setTimeout(() => request.destroy(new BodyRefused(408, 'The body took too long.')), WITHIN)
  try {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of request) {
      size += chunk.length
      if (size > MOST) throw tooLarge
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } finally {
    clearTimeout(slow)
  }
}
