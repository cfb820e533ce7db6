import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Answer, OptionGroup } from './buttons/button.ts'
import { changesSomething, runCommand } from './commands/run-command.ts'
import { home } from './home/home.ts'
import { choose, leave, offer, type } from './in-modal.ts'
import { carriedBy } from './in-place.ts'
import { listButtons } from './list-buttons.ts'
import { type Afterwards, buttonNamed, press, submit } from './press.ts'
import type { From, Pressing } from './pressing.ts'
import type { Words } from './render/drawing.ts'
import { respond } from './respond.ts'
import { EDIT, editSetting, submitSetting } from './settings/edit.ts'
import { shortcuts } from './shortcuts/index.ts'
import { orAtFirstInput, orTell, teller } from './tell.ts'
import { cut } from './text.ts'
import { troubleOf } from './trouble.ts'
import { valuesOf } from './values.ts'
import { agentOf, isLead } from './who.ts'

/** Slack waits three seconds for a word. Whatever takes longer goes on after this. */
const GUARD = 2000
/** What only reads loses nothing by an early ack: a long count is acked at once, and answered when it is done. */
const AT_ONCE = 300

const action = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  container: z.object({ channel_id: z.string().optional(), message_ts: z.string().optional() }).loose().optional(),
  view: z
    .object({
      ...{ id: z.string(), type: z.string(), callback_id: z.string(), private_metadata: z.string() },
      hash: z.string().optional(),
      state: z.object({ values: z.unknown() }),
    })
    .loose()
    .optional(),
  actions: z.array(
    z
      .object({
        action_id: z.string(),
        block_id: z.string(),
        type: z.string(),
        value: z.string().nullish(),
        action_ts: z.string().default('0'),
        selected_option: z.object({ value: z.string() }).loose().nullish(),
      })
      .loose(),
  ),
})

const shortcut = z.object({
  callback_id: z.string(),
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  message: z
    .object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      text: z.string().default(''),
      bot_id: z.string().nullish(),
    })
    .optional(),
})

const suggestion = z.object({
  user: z.object({ id: z.string() }),
  value: z.string().default(''),
  view: z.object({ id: z.string(), callback_id: z.string(), private_metadata: z.string() }).loose().optional(),
})

/**
 * Hears every press, modal, command and visit to Home. One listener each, which finds the rest in the visible lists: a press
 * is acked after its transaction has committed, since Slack never repeats one.
 */
export function listen(app: App, deps: Pressing): void {
  app.action(/.*/, async ({ ack, body }) => {
    const { actions, user, trigger_id, response_url, container, view } = action.parse(body)
    const pressed = actions[0]
    if (!pressed) return ack()
    if (pressed.type === 'plain_text_input' && view) {
      const typed = { slackId: user.id, text: pressed.value ?? '', at: momentOf(pressed.action_ts) }
      const button = buttonNamed(view.callback_id)
      await commitThenAck(
        () => ack(),
        async () => {
          if (button) await type(deps, button, view, typed)
        },
      )
      return
    }
    const owner = view?.type === 'modal' ? buttonNamed(view.callback_id) : undefined
    if (owner?.choices?.[pressed.action_id] && view) {
      const chosen = pressed.selected_option?.value ?? pressed.value ?? ''
      const choice = { slackId: user.id, action: pressed.action_id, chosen, at: momentOf(pressed.action_ts) }
      await commitThenAck(
        () => ack(),
        async () => {
          await choose(deps, owner, view, choice)
        },
      )
      return
    }
    // A menu's value names its button before the first colon.
    const [menuId = '', ...menuValue] = pressed.selected_option?.value.split(':') ?? []
    const id = pressed.action_id === 'more' ? menuId : pressed.action_id
    const value = pressed.action_id === 'more' ? menuValue.join(':') : (pressed.value ?? '')
    const modal = view?.type === 'modal' ? { id: view.id, carried: carriedBy(view) } : undefined
    const from: From = {
      slackId: user.id,
      trigger: trigger_id,
      responseUrl: response_url,
      message:
        container?.message_ts && container.channel_id
          ? { ts: container.message_ts, channel: container.channel_id, block: pressed.block_id }
          : undefined,
      view: modal,
      home: view?.type === 'home' || modal?.carried.home,
    }
    await commitThenAck(
      () => ack(),
      () => pressedOn(deps, id, value, from),
    )
    if (from.home) await showHome(deps, user.id, view?.type === 'home' ? view.hash : undefined)
  })

  app.options(/.*/, async ({ ack, options: asked }) => {
    const { user, view, value } = suggestion.parse(asked)
    const button = view && buttonNamed(view.callback_id)
    const groups = button ? await offer(deps, button, view, { slackId: user.id, typed: value }) : []
    await ack(groups.length ? { option_groups: groups.map(asOptions) } : { options: [] })
  })

  app.view(EDIT, async ({ ack, body, view }) => {
    let answer: Answer
    await commitThenAck(
      () => ack(answer ? asResponse(answer) : undefined),
      async () => {
        answer = await orAtFirstInput(deps, view.blocks, () => submitSetting(deps, view, body.user.id))
      },
    )
    if (!answer) await showHome(deps, body.user.id)
  })

  app.view(/^(?!edit-setting$)/, async ({ ack, body, view }) => {
    const button = buttonNamed(view.callback_id)
    let answer: Answer
    const { url, home } = carriedBy(view)
    await commitThenAck(
      () => ack(answer ? asResponse(answer) : undefined),
      async () => {
        const slackId = body.user.id
        if (!button) answer = await submitList(deps, view, slackId)
        else {
          const done = await submit(deps, button, view, { slackId, trigger: '', responseUrl: url })
          answer = done.answer
          return done.afterwards
        }
      },
    )
    if (home && !(answer && 'errors' in answer)) await showHome(deps, body.user.id)
  })

  app.view({ type: 'view_closed' }, async ({ ack, body, view }) => {
    const button = buttonNamed(view.callback_id)
    await commitThenAck(
      () => ack(),
      async () => {
        if (button) await leave(deps, button, view, body.user.id)
      },
    )
  })

  app.shortcut(/.*/, async ({ ack, body }) => {
    const { callback_id, user, trigger_id, response_url, channel, message } = shortcut.parse(body)
    const on =
      message && channel
        ? { ...message, channel: channel.id, thread: message.thread_ts, byRoost: Boolean(message.bot_id) }
        : undefined
    const from: From = {
      ...{ slackId: user.id, trigger: trigger_id, responseUrl: response_url },
      message: on && { ts: on.ts, channel: on.channel, block: '' },
    }
    const called = shortcuts.find(({ id }) => id === callback_id)
    await commitThenAck(
      () => ack(),
      () =>
        orTell(deps, teller(deps, from), async () => {
          await called?.press(deps, await agentOf(deps.who, user.id), from, on)
        }),
    )
  })

  app.command(/.*/, async ({ ack, command }) => {
    let words: string | Words = ''
    const tell = async (said: string | Words) => {
      words = said
    }
    const said = () => ({ response_type: 'ephemeral' as const, ...plainWords(words) })
    await commitThenAck(
      () => ack(words ? said() : undefined),
      () =>
        orTell(deps, tell, async () => {
          const by = await agentOf(deps.who, command.user_id)
          const { db, networks, workspaceId } = deps
          const { cardLink } = deps.draw
          const leads = isLead(deps.who, by)
          const asked = {
            db,
            networks,
            workspaceId,
            by,
            leads,
            channelId: command.channel_id,
            cardLink,
            now: deps.now(),
          }
          words = await runCommand(command.text, asked)
        }),
      async () => {
        if (await respond(command.response_url, said())) return
        // What was counted is not lost when the first way fails.
        const to = { channel: command.channel_id, user: command.user_id }
        await deps.client.chat.postEphemeral({ ...to, ...plainWords(words) })
      },
      changesSomething(command.text) ? GUARD : AT_ONCE,
    )
  })

  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await showHome(deps, event.user)
  })

  app.error(async (error) => deps.log.error({ error }, 'Something from Slack could not be handled'))
}

function asOptions({ label, options }: OptionGroup) {
  const text = (words: string) => ({ type: 'plain_text' as const, text: cut(words, 75), emoji: false })
  return {
    label: text(label),
    options: options.map(({ value, label, says }) => ({
      ...{ value, text: text(label) },
      ...(says ? { description: text(says) } : {}),
    })),
  }
}

/** Slack's time, as seconds with a fraction. */
function momentOf(ts: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(ts) * 1000))
}

async function pressedOn(deps: Pressing, id: string, value: string, from: From): Promise<Afterwards | undefined> {
  if (id === EDIT) {
    await editSetting(deps, value, from.slackId, from.trigger)
    return
  }
  const list = listButtons.find((one) => one.id === id)
  const button = buttonNamed(id)
  if (button) return press(deps, button, value, from)
  if (!list) return
  const tell = teller(deps, from)
  await orTell(deps, tell, async () => {
    const said = await list.press(deps, value, await agentOf(deps.who, from.slackId), from)
    if (said) await tell(said, list.replaces ? 'in place' : undefined)
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

/** `hash`: of the Home that was pressed on. If another press has drawn a newer one since, it is looked at once more. */
async function showHome(deps: Pressing, slackId: string, hash?: string): Promise<void> {
  const by = await agentOf(deps.who, slackId).catch(() => undefined)
  if (!by) return
  const { db, networks, workspaceId, who, now } = deps
  const view = () => home({ db, networks, workspaceId, who, by, leads: isLead(who, by), now: now() })
  const publish = async (hash?: string) =>
    deps.client.views.publish({ user_id: slackId, view: await view(), ...(hash ? { hash } : {}) })
  try {
    await publish(hash)
  } catch (error) {
    if (troubleOf(error).code !== 'hash_conflict') throw error
    await publish()
  }
}

/** What takes too long is acked by the guard, and ends afterwards: `late` says what could not be said in the ack. */
async function commitThenAck(
  ack: () => Promise<void>,
  run: () => Promise<Afterwards | undefined>,
  late?: () => Promise<void>,
  patience = GUARD,
) {
  let acked: Promise<void> | undefined
  let afterwards: Afterwards | undefined
  const guard = setTimeout(() => {
    acked = ack()
  }, patience)
  try {
    afterwards = await run()
  } finally {
    clearTimeout(guard)
    if (acked) {
      await acked
      await late?.()
    } else await ack()
  }
  await afterwards?.()
}

function plainWords(words: string | Words) {
  return typeof words === 'string' ? { text: words } : words
}

function asResponse(answer: Exclude<Answer, undefined>) {
  return 'errors' in answer
    ? { response_action: 'errors' as const, errors: answer.errors }
    : { response_action: 'update' as const, view: answer.update }
}
