import { z } from 'zod'
import { option, optionGroup } from '../block-kit/options.ts'
import type { Slack } from '../slack.ts'
import type { Person, Suggestions, ViewState, Where } from '../workspace.ts'
import { payload } from './payload.ts'
import { standing } from './press.ts'
import { placeOf } from './where.ts'

const suggestions = z.union([
  z.object({ options: z.array(option).max(100) }),
  z.object({ option_groups: z.array(optionGroup).max(100) }),
])

/** Asks the app what an external select offers for what was typed so far. */
export async function suggest(
  slack: Slack,
  person: Person,
  asked: { at: Where; blockId: string; actionId: string; value: string; state: ViewState },
): Promise<Suggestions> {
  const place = placeOf(slack, person.id, asked.at)
  if (!place) return { trouble: 'This menu is gone.' }
  const { response_url: _, ...rest } = standing(slack, person, place, asked.state)
  const answer = await slack.deliver('interactive', {
    type: 'block_suggestion',
    ...payload(person),
    ...rest,
    block_id: asked.blockId,
    action_id: asked.actionId,
    value: asked.value,
  })
  const parsed = suggestions.safeParse(answer.acked ? answer.payload : undefined)
  return parsed.success ? parsed.data : { trouble: 'These options could not be loaded.' }
}
