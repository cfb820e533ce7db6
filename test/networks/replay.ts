import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

/** One call a network is expected to get, and what it answers: `lost` takes it and breaks off. */
export const exchange = z.object({
  request: z.object({
    method: z.string().default('GET'),
    /** With its query, unescaped: `/12345?fields=id,name` */
    path: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.unknown().optional(),
  }),
  response: z.union([
    z.enum(['lost', 'endless']),
    z.object({
      status: z.int().default(200),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.unknown().optional(),
    }),
  ]),
})

export type Exchange = z.infer<typeof exchange>

/** What was asked of a replaying server, in the shape of what was expected. */
export type Asked = Exchange['request']

let replays = 0

/** Runs `run` against a server that gives the recorded answers in turn, and tells what it was asked. */
export async function replay<T>(exchanges: Exchange[], run: (address: string) => Promise<T>) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const next = exchanges[asked.length]
    asked.push(await told(request, next?.request))
    answer(response, next?.response ?? { status: 599, headers: {}, body: 'nobody expected this call' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  // A port comes again, and what a network keeps per address, such as a session, must not.
  const path = `/replay-${++replays}`
  try {
    return { asked, result: await Promise.allSettled([run(`http://127.0.0.1:${port}${path}`)]).then(([only]) => only) }
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Only the headers that matter to the case, so that a case holds what it is about. */
async function told(request: IncomingMessage, expected: Asked | undefined): Promise<Asked> {
  const text = Buffer.concat(await Array.fromAsync(request)).toString()
  const names = Object.keys(expected?.headers ?? {})
  return {
    method: request.method ?? '',
    path: decodeURIComponent((request.url ?? '').replaceAll('+', '%20'))
      .replace(/^\/replay-\d+$/, '/')
      .replace(/^\/replay-\d+/, ''),
    headers: Object.fromEntries(names.map((name) => [name, `${request.headers[name] ?? ''}`])),
    ...(text ? { body: await bodyOf(text, request.headers['content-type'] ?? '') } : {}),
  }
}

/** A form is told as its fields; a file in it as `name, type, text`. */
async function bodyOf(text: string, type: string): Promise<unknown> {
  if (!type.startsWith('multipart/')) return text.startsWith('{') ? JSON.parse(text) : text
  const form = await new Response(text, { headers: { 'content-type': type } }).formData()
  const fields = [...form].map(async ([name, value]): Promise<[string, unknown]> => {
    if (value instanceof File) return [name, `${value.name}, ${value.type}, ${await value.text()}`]
    return [name, value.startsWith('{') || value.startsWith('[') ? JSON.parse(value) : value]
  })
  return Object.fromEntries(await Promise.all(fields))
}

function answer(response: ServerResponse, given: Exchange['response']) {
  if (given === 'lost') return response.destroy()
  if (given === 'endless') return response.end(JSON.stringify('x'.repeat(9 * 1024 * 1024)))
  response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers })
  if (given.body === undefined) return response.end()
  return response.end(typeof given.body === 'string' ? given.body : JSON.stringify(given.body))
}
