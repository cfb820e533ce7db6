import { randomBytes } from 'node:crypto'
import type { ModalView } from '@slack/types'
import { z } from 'zod'
import { diskTrouble } from '../db/disk-trouble.ts'
import { isAway } from '../db/is-away.ts'
import { Refusal } from '../tickets/refusal.ts'
import { section } from './blocks.ts'
import type { Answer } from './buttons/button.ts'
import type { From, Pressing } from './pressing.ts'
import type { Words } from './render/drawing.ts'
import { respond } from './respond.ts'
import { showView, viewOf } from './views.ts'

/**
 * Through the `response_url` where there is one: it works in every channel, and costs no method's pace. A modal says it
 * itself, and from Home, where no message can be answered, a small window opens.
 */
export function teller(deps: Pressing, from: From): Tell {
  const { responseUrl, message, slackId, view, trigger } = from
  return async (words, how) => {
    if (view || (!message && trigger)) return void (await showView(deps, saying(words), from))
    const said = typeof words === 'string' ? { text: words } : words
    const body = { response_type: 'ephemeral', replace_original: how === 'in place', ...said }
    if (responseUrl && (await respond(responseUrl, body)) === 'taken') return
    if (message) await deps.client.chat.postEphemeral({ channel: message.channel, user: slackId, ...said })
  }
}

/**
 * Keeps what is to be said until the ack has gone out: saying it asks Slack, and takes as long as Slack likes. What cannot
 * be said by then is only logged, for what was pressed is done.
 */
export function saidLater({ log }: Pick<Pressing, 'log'>, tell: Tell): { later: Tell; say: () => Promise<void> } {
  const waiting: (() => Promise<void>)[] = []
  return {
    later: async (...words) => void waiting.push(() => tell(...words)),
    async say() {
      for (const one of waiting) await one().catch((error) => log.warn({ error }, 'An agent could not be told'))
    },
  }
}

/** A small window. */
export function saying(words: string | Words): ModalView {
  const blocks = typeof words === 'string' ? [section(words)] : words.blocks
  return viewOf({ id: 'said', title: 'Roost', blocks }, { ticket: 0, at: 0 })
}

/** Runs something for an agent: a `Refusal` is told word for word, a bug by an id that stands in the log as well. */
export async function orTell(deps: Pick<Pressing, 'log'>, tell: Tell, run: () => Promise<void>): Promise<undefined> {
  try {
    await run()
  } catch (error) {
    await tell(sentenceOf(deps, error)).catch((error) => deps.log.warn({ error }, 'An agent could not be told'))
  }
}

/** Runs what a modal asks for; what is refused or breaks stands at its first input. */
export async function orAtFirstInput(
  deps: Pick<Pressing, 'log'>,
  blocks: unknown[],
  run: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await run()
  } catch (error) {
    return { errors: { [firstInput(blocks)]: sentenceOf(deps, error) } }
  }
}

/** `in place`: of the message that holds the button. */
export type Tell = (words: string | Words, how?: 'in place') => Promise<void>

export function sentenceOf({ log }: Pick<Pressing, 'log'>, error: unknown): string {
  if (error instanceof Refusal) return error.message
  if (isAway(error)) {
    log.warn({ error }, 'The database could not be reached for a press')
    return 'Roost’s database does not answer just now. Try again in a minute.'
  }
  const trouble = diskTrouble(error)
  if (trouble) {
    log.error({ error }, `${trouble}; a press was not kept`)
    return `This was not kept. ${trouble}. Tell whoever runs Roost; then try again.`
  }
  const id = randomBytes(3).toString('hex').slice(0, 4).toUpperCase()
  log.error({ error, id }, 'A press failed')
  return `Something broke on our side, not yours. Error ${id}. Nothing was sent.`
}

export function firstInput(blocks: unknown[]): string {
  const inputs = z.array(z.object({ type: z.string(), block_id: z.string() }).loose()).safeParse(blocks)
  return inputs.data?.find(({ type }) => type === 'input')?.block_id ?? ''
}
