import type { App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import { z } from 'zod'
import { plainText } from '../blocks.ts'
import type { Answer, OptionGroup } from '../buttons/button.ts'
import { leave, offer } from '../in-modal.ts'
import { carriedBy } from '../in-place.ts'
import { listButtons } from '../list-buttons.ts'
import { type Afterwards, buttonNamed, submit } from '../press.ts'
import type { Pressing } from '../pressing.ts'
import { EDIT, submitSetting } from '../settings/edit.ts'
import { firstInput, orAtFirstInput } from '../tell.ts'
import { valuesOf } from '../values.ts'
import { agentOf } from '../who.ts'
import { commitThenAck } from './commit-then-ack.ts'
import { freshenHome, showHome } from './show-home.ts'
import { tellLate } from './tell-late.ts'

const suggestion = z.object({
  user: z.object({ id: z.string() }),
  value: z.string().default(''),
  view: z.object({ id: z.string(), callback_id: z.string(), private_metadata: z.string() }).loose().optional(),
})

type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction>

interface Done {
  answer: Answer
  afterwards?: Afterwards
}

/** Modals that are submitted or closed, and what their menus offer. */
export function hearWindows(app: App, deps: Pressing): void {
  const joined = joining<Done>()

  async function submitted({ ack, body, view }: Submitted, run: () => Promise<Done>): Promise<Answer> {
    const pressed = `${view.id} ${view.private_metadata} ${JSON.stringify(view.state.values)}`
    let answer: Answer
    let isFirst = false
    await commitThenAck(
      deps,
      () => ack(answer ? asResponse(answer) : undefined),
      async () => {
        const done = await joined(pressed, async () => {
          isFirst = true
          return run()
        })
        answer = done.answer
        return isFirst ? done.afterwards : undefined
      },
      {
        slow: () => ack(notYet(view.blocks)),
        late: async () => void (isFirst && (await tellLate(deps, view, body.user.id, answer))),
      },
    )
    return answer
  }

  app.view<ViewSubmitAction>(EDIT, async (given) => {
    const { body, view } = given
    const setting = () => submitSetting(deps, view, body.user.id)
    const answer = await submitted(given, async () => ({ answer: await orAtFirstInput(deps, view.blocks, setting) }))
    if (!answer) await showHome(deps, body.user.id)
  })

  app.view<ViewSubmitAction>(/^(?!edit-setting$)/, async (given) => {
    const { body, view } = given
    const slackId = body.user.id
    const button = buttonNamed(view.callback_id)
    const { url, home } = carriedBy(view)
    const answer = await submitted(given, async () =>
      button
        ? submit(deps, button, view, { slackId, trigger: '', responseUrl: url })
        : { answer: await submitList(deps, view, slackId) },
    )
    if (answer && 'errors' in answer) return
    await (home ? showHome : freshenHome)(deps, slackId)
  })

  app.view({ type: 'view_closed' }, async ({ ack, body, view }) => {
    const button = buttonNamed(view.callback_id)
    await commitThenAck(
      deps,
      () => ack(),
      async () => {
        if (button) await leave(deps, button, view, body.user.id)
      },
    )
  })

  app.options(/.*/, async ({ ack, options: asked }) => {
    const { user, view, value } = suggestion.parse(asked)
    const button = view && buttonNamed(view.callback_id)
    const groups = button ? await offer(deps, button, view, { slackId: user.id, typed: value }) : []
    await ack(groups.length ? { option_groups: groups.map(asOptions) } : { options: [] })
  })
}

async function submitList(
  deps: Pressing,
  view: { id: string; callback_id: string; private_metadata: string; state: { values: unknown }; blocks: unknown[] },
  slackId: string,
): Promise<Answer> {
  const list = listButtons.find((one) => one.id === view.callback_id)
  const submitted = { id: view.id, carried: carriedBy(view) }
  return orAtFirstInput(deps, view.blocks, async () =>
    list?.submit?.(deps, valuesOf(view.state.values), await agentOf(deps.who, slackId), submitted),
  )
}

/** A second press of one window, while the first is under way, has the same answer, and does nothing of its own. */
function joining<T>() {
  const running = new Map<string, Promise<T>>()
  return (key: string, run: () => Promise<T>): Promise<T> => {
    const first = running.get(key) ?? run().finally(() => running.delete(key))
    running.set(key, first)
    return first
  }
}

/** The window stays, with all that was typed: closed, it would say that this is done, which nobody knows yet. */
function notYet(blocks: unknown[]) {
  const at = firstInput(blocks)
  const says = 'This takes longer than usual. Wait a moment; if nothing comes, press again: it is done once.'
  return at ? { response_action: 'errors' as const, errors: { [at]: says } } : undefined
}

function asResponse(answer: Exclude<Answer, undefined>) {
  return 'errors' in answer
    ? { response_action: 'errors' as const, errors: answer.errors }
    : { response_action: 'update' as const, view: answer.update }
}

function asOptions({ label, options }: OptionGroup) {
  return {
    label: plainText(label, 75),
    options: options.map(({ value, label, says }) => ({
      ...{ value, text: plainText(label, 75) },
      ...(says ? { description: plainText(says, 75) } : {}),
    })),
  }
}
