import type { IncomingMessage as Request } from 'node:http'

const MEBIBYTE = 1024 * 1024
const WITHIN = 10_000
/** Of all bodies that are being read: nobody has shown yet that they may send one. */
const MOST_AT_ONCE = 64 * MEBIBYTE

/** Too large, too slow, or one of too many. */
export class BodyRefused extends Error {
  readonly status: 413 | 408 | 503
  constructor(status: 413 | 408 | 503, message: string) {
    super(message)
    this.status = status
  }
}

/** How much of each has come, the one that began longest ago first. */
const reading = new Map<Request, number>()
let held = 0

/** The exact bytes of a request, at most so many MiB, within 10 s. Throws `BodyRefused`. */
export async function readBody(request: Request, mebibytes = 1): Promise<Buffer> {
  const most = mebibytes * MEBIBYTE
  const tooLarge = new BodyRefused(413, `At most ${mebibytes} MiB is taken.`)
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge
  const slow = setTimeout(() => request.destroy(new BodyRefused(408, 'The body took too long.')), WITHIN)
  try {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of request) {
      size += chunk.length
      if (size > most) throw tooLarge
      chunks.push(chunk)
      hold(request, chunk.length)
    }
    return Buffer.concat(chunks)
  } finally {
    clearTimeout(slow)
    letGo(request)
  }
}

/** A delivery comes within a moment: of too many those that take longest are let go, and no new one is refused for them. */
function hold(request: Request, length: number): void {
  reading.set(request, (reading.get(request) ?? 0) + length)
  held += length
  for (const [longest] of reading) {
    if (held <= MOST_AT_ONCE) return
    letGo(longest)
    longest.destroy(new BodyRefused(503, 'Too much comes at once.'))
  }
}

function letGo(request: Request): void {
  held -= reading.get(request) ?? 0
  reading.delete(request)
}
