import type { Block } from '../block-kit/blocks.ts'
import type { Element } from '../block-kit/elements.ts'
import { changeModal, showView } from '../modals.ts'
import { messageId } from '../post.ts'
import { issueResponseUrl } from '../response-url.ts'
import { showMessage } from '../show-message.ts'
import type { Slack } from '../slack.ts'
import type { Person, ViewState, Where } from '../workspace.ts'
import { channelOf, payload } from './payload.ts'
import { blocksOf, type Place, placeOf } from './where.ts'

export interface Press {
  at: Where
  blockId: string
  actionId: string
  /** What was chosen, as the element's state: `{type, selected_option}` and so on; empty for a button. */
  chosen: Record<string, unknown>
  state: ViewState
}

/** A person presses a button, picks from a menu, or leaves an input that dispatches. */
export async function press(slack: Slack, person: Person, given: Press): Promise<void> {
  const place = placeOf(slack, person.id, given.at)
  const element = place && elementIn(blocksOf(place), given.blockId, given.actionId)
  if (!place || !element) return
  clearTrouble(slack, place)
  const { type, action_id, ...rest } = { action_id: given.actionId, ...element }
  const action = {
    type,
    action_id,
    block_id: given.blockId,
    ...pressed(rest),
    ...given.chosen,
    action_ts: slack.nextTs(),
  }
  const answer = await slack.deliver('interactive', {
    type: 'block_actions',
    ...payload(person),
    trigger_id: slack.triggers.issue({ user: person.id }),
    ...standing(slack, person, place, given.state),
    actions: [action],
  })
  if (!answer.acked) showTrouble(slack, person, given.at)
}

function elementIn(blocks: Block[], blockId: string, actionId: string): Element | undefined {
  const block = blocks.find((one) => one.block_id === blockId)
  const elements: Element[] =
    block?.type === 'actions'
      ? block.elements
      : block?.type === 'input' && block.dispatch_action
        ? [block.element]
        : block?.type === 'section' && block.accessory
          ? [block.accessory]
          : []
  return elements.find((one) => one.type !== 'image' && one.action_id === actionId)
}

// Of a button Slack repeats its words and value; of a menu only what was chosen.
function pressed(element: Record<string, unknown>): Record<string, unknown> {
  const { text, value, style, url } = element
  return Object.fromEntries(Object.entries({ text, value, style, url }).filter(([, one]) => one !== undefined))
}

/** The part of a payload that says where it happened. */
export function standing(slack: Slack, person: Person, place: Place, state: ViewState): Record<string, unknown> {
  if (place.in === 'modal' || place.in === 'home') {
    const kept = place.in === 'modal' ? place.modal : place.home
    return { container: { type: 'view', view_id: kept.id }, view: showView({ ...kept, state }) }
  }
  const { message } = place
  const ephemeral = place.in === 'ephemeral'
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: ephemeral,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    channel: channelOf(slack, message.channel),
    // Slack leaves an ephemeral message out of the payload.
    ...(!ephemeral && { message: showMessage(slack, message) }),
    state: { values: state },
    response_url: issueResponseUrl(slack, {
      user: person.id,
      channel: message.channel,
      message: { ts: message.ts, ephemeral, ...(message.threadTs && { threadTs: message.threadTs }) },
    }),
  }
}

const trouble = 'Something went wrong. The app did not answer within 3 seconds.'

function showTrouble(slack: Slack, person: Person, at: Where) {
  const place = placeOf(slack, person.id, at)
  if (place?.in === 'modal') changeModal(slack, { ...place.modal, trouble })
  if (place?.in === 'message') {
    slack.state.messages.put(messageId(place.message.channel, place.message.ts), { ...place.message, trouble })
  }
  if (place?.in === 'ephemeral') {
    slack.state.ephemerals.put(messageId(place.message.channel, place.message.ts), { ...place.message, trouble })
  }
}

function clearTrouble(slack: Slack, place: Place) {
  if (place.in === 'modal' && place.modal.trouble) {
    const { trouble: _, ...well } = place.modal
    changeModal(slack, well)
  }
}
