import { z } from 'zod'
import { ApiError } from '../api-error.ts'
import { json } from '../arguments.ts'
import { home, modal } from '../block-kit.ts'
import { personWith } from '../find.ts'
import { method } from '../method.ts'
import { findModal, newModal, publishHome, pushModal, replaceModal, setStack, showView } from '../modals.ts'

const open = method({
  tier: 4,
  input: z.object({ trigger_id: z.string(), view: json(modal) }),
  run(input, slack) {
    const { user } = slack.triggers.redeem(input.trigger_id)
    refuseTwin(slack.state.modals.all(), input.view.external_id)
    const opened = newModal(user, input.view)
    setStack(slack, user, [opened])
    return { view: showView(opened) }
  },
})

const push = method({
  tier: 4,
  input: z.object({ trigger_id: z.string(), view: json(modal) }),
  run(input, slack) {
    const { user } = slack.triggers.redeem(input.trigger_id)
    refuseTwin(slack.state.modals.all(), input.view.external_id)
    return { view: showView(pushModal(slack, user, input.view)) }
  },
})

const update = method({
  tier: 4,
  input: z.object({
    view_id: z.string().optional(),
    external_id: z.string().optional(),
    hash: z.string().optional(),
    view: json(modal),
  }),
  run(input, slack) {
    const found = findModal(slack, (one) =>
      input.view_id ? one.id === input.view_id : one.view.external_id === input.external_id,
    )
    if (!found) throw new ApiError('not_found')
    if (input.hash && input.hash !== found.hash) throw new ApiError('hash_conflict')
    return { view: showView(replaceModal(slack, found, input.view)) }
  },
})

const publish = method({
  tier: 4,
  input: z.object({ user_id: z.string(), hash: z.string().optional(), view: json(home) }),
  run(input, slack) {
    const person = personWith(slack, input.user_id)
    const before = slack.state.homes.get(person.id)
    if (input.hash && before && input.hash !== before.hash) throw new ApiError('hash_conflict')
    return { view: showView(publishHome(slack, person.id, input.view)) }
  },
})

export const views = { 'views.open': open, 'views.push': push, 'views.update': update, 'views.publish': publish }

function refuseTwin(
  stacks: { modals: { view: { external_id?: string | undefined } }[] }[],
  externalId: string | undefined,
) {
  if (externalId === undefined) return
  const taken = stacks.some((stack) => stack.modals.some((one) => one.view.external_id === externalId))
  if (taken) throw new ApiError('duplicate_external_id')
}
