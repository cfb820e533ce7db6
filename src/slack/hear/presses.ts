import type { App } from '@slack/bolt'
import { z } from 'zod'
import { choose, type } from '../in-modal.ts'
import { carriedBy } from '../in-place.ts'
import { listButtons } from '../list-buttons.ts'
import { type Afterwards, buttonNamed, press } from '../press.ts'
import type { From, Pressing } from '../pressing.ts'
import { EDIT, editSetting } from '../settings/edit.ts'
import { orTell, saidLater, teller } from '../tell.ts'
import { agentOf } from '../who.ts'
import { commitThenAck } from './commit-then-ack.ts'
import { freshenHome, showHome } from './show-home.ts'

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

/** Whatever is pressed, chosen or typed: on a message, in an open modal, on Home. */
export function hearPresses(app: App, deps: Pressing): void {
  app.action(/.*/, async ({ ack, body }) => {
    const { actions, user, trigger_id, response_url, container, view } = action.parse(body)
    const pressed = actions[0]
    if (!pressed) return ack()
    if (pressed.type === 'plain_text_input' && view) {
      const typed = { slackId: user.id, text: pressed.value ?? '', at: momentOf(pressed.action_ts) }
      const button = buttonNamed(view.callback_id)
      await commitThenAck(
        deps,
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
        deps,
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
    const modal = view?.type === 'modal' ? { id: view.id, of: view.callback_id, carried: carriedBy(view) } : undefined
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
      deps,
      () => ack(),
      () => pressedOn(deps, id, value, from),
    )
    if (from.home) await showHome(deps, user.id, view?.type === 'home' ? view.hash : undefined)
    else await freshenHome(deps, user.id)
  })
}

/** Slack's time, as seconds with a fraction. */
function momentOf(ts: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(ts) * 1000))
}

async function pressedOn(deps: Pressing, id: string, value: string, from: From): Promise<Afterwards | undefined> {
  const { later: tell, say } = saidLater(deps, teller(deps, from))
  if (id === EDIT) {
    await orTell(deps, tell, () => editSetting(deps, value, from))
    return say
  }
  const list = listButtons.find((one) => one.id === id)
  const button = buttonNamed(id)
  if (button) return press(deps, button, value, from)
  if (!list) return
  await orTell(deps, tell, async () => {
    const said = await list.press(deps, value, await agentOf(deps.who, from.slackId), from)
    if (said) await tell(said, list.replaces ? 'in place' : undefined)
  })
  return say
}
