import { setStack, showView, stackOf } from '../modals.ts'
import type { Slack } from '../slack.ts'
import type { Person, ViewState } from '../workspace.ts'
import { payload } from './payload.ts'

/** A person closes a modal: Cancel takes the top one, or all with `clear_on_close`; the X always takes all. */
export async function close(slack: Slack, person: Person, id: string, all: boolean, state: ViewState): Promise<void> {
  const stack = stackOf(slack, person.id)
  const modal = stack.find((one) => one.id === id)
  if (!modal) return
  const whole = all || modal.view.clear_on_close === true
  const closed = whole ? stack : [modal]
  setStack(
    slack,
    person.id,
    stack.filter((one) => !closed.includes(one)),
  )
  for (const one of closed.filter((gone) => gone.view.notify_on_close)) {
    await slack.deliver('interactive', {
      type: 'view_closed',
      ...payload(person),
      view: showView(one.id === id ? { ...one, state } : one),
      is_cleared: whole,
    })
  }
}
