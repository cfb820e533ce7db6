import { z } from 'zod'
import { complaints } from '../block-kit/complaints.ts'
import { modal as modalView } from '../block-kit.ts'
import { changeModal, pushModal, replaceModal, setStack, showView, stackOf } from '../modals.ts'
import type { Slack } from '../slack.ts'
import type { Modal, Person, ViewState } from '../workspace.ts'
import { fieldErrors } from './field-errors.ts'
import { payload } from './payload.ts'

const answerTo = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: modalView }),
  z.object({ response_action: z.literal('push'), view: modalView }),
  z.object({ response_action: z.literal('clear') }),
])

const noAnswer = 'We had some trouble connecting. Try again?'

/** A person submits the top modal. Its errors come back into its row; with an empty ack it closes. */
export async function submit(slack: Slack, person: Person, id: string, state: ViewState): Promise<void> {
  const modal = stackOf(slack, person.id).find((one) => one.id === id)
  if (!modal) return
  const { trouble: _, ...well } = modal
  const errors = fieldErrors(modal.view, state)
  const kept = changeModal(slack, { ...well, state, errors })
  if (Object.keys(errors).length > 0) return
  const answer = await slack.deliver('interactive', {
    type: 'view_submission',
    ...payload(person),
    trigger_id: slack.triggers.issue({ user: person.id }),
    view: showView(kept),
    response_urls: [],
  })
  const current = stackOf(slack, person.id).find((one) => one.id === id)
  if (!current) return
  if (!answer.acked) return void changeModal(slack, { ...current, trouble: noAnswer })
  follow(slack, current, answer.payload)
}

function follow(slack: Slack, modal: Modal, answer: unknown) {
  if (answer === undefined || answer === null || isEmpty(answer)) return closeTop(slack, modal)
  const parsed = answerTo.safeParse(answer)
  if (!parsed.success) {
    const why = complaints(parsed.error.issues, '').join(' ')
    return void changeModal(slack, { ...modal, trouble: `${noAnswer} (The app’s answer was not valid. ${why})` })
  }
  const { data } = parsed
  if (data.response_action === 'clear') return setStack(slack, modal.user, [])
  if (data.response_action === 'update') return void replaceModal(slack, modal, data.view)
  if (data.response_action === 'push') return void pushModal(slack, modal.user, data.view)
  const known = modal.view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id)
  const astray = Object.keys(data.errors).filter((blockId) => !known.includes(blockId))
  const trouble =
    astray.length > 0 ? `${noAnswer} (Errors for blocks that are no inputs: ${astray.join(', ')}.)` : undefined
  changeModal(slack, { ...modal, errors: data.errors, ...(trouble && { trouble }) })
}

function closeTop(slack: Slack, modal: Modal) {
  const stack = stackOf(slack, modal.user)
  setStack(
    slack,
    modal.user,
    stack.filter((one) => one.id !== modal.id),
  )
}

function isEmpty(answer: unknown) {
  return typeof answer === 'object' && answer !== null && Object.keys(answer).length === 0
}
