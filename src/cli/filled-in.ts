import { createInterface as createLines } from 'node:readline'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { networks } from '../networks/index.ts'
import type { Field } from '../networks/network.ts'

/** Values given as `-` are read from standard input, one line each; what is missing is asked for on a terminal. */
export async function filledIn(args: string[]): Promise<string[]> {
  const [name = '', ...pairs] = args
  const filled: string[] = []
  const piped = pairs.some((pair) => pair.endsWith('=-'))
  const lines = piped ? createLines({ input: process.stdin })[Symbol.asyncIterator]() : undefined
  for (const pair of pairs)
    filled.push(pair.endsWith('=-') ? pair.slice(0, -1) + ((await lines?.next())?.value ?? '') : pair)
  const fields = networks.find((one) => one.name === name)?.connect.fields ?? []
  const missing = fields.filter((field) => !field.optional && !filled.some((pair) => pair.startsWith(`${field.name}=`)))
  if (!missing.length || !process.stdin.isTTY) return [name, ...filled]
  for (const field of missing) filled.push(`${field.name}=${await asked(field)}`)
  return [name, ...filled]
}

/** A secret is not shown while it is typed, so that it stands in no scrollback. */
async function asked({ asks, secret }: Field): Promise<string> {
  process.stderr.write(`${asks}: `)
  const shown = new Writable({ write: (part, _, done) => void process.stderr.write(secret ? '' : part, done) })
  const prompt = createInterface({ input: process.stdin, output: shown, terminal: true })
  const answer = await prompt.question('')
  prompt.close()
  if (secret) process.stderr.write('\n')
  return answer.trim()
}
