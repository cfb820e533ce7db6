import type { ModalView } from '@slack/types'
import { Refusal } from '../tickets/refusal.ts'
import { plainText } from './blocks.ts'
import type { Modal } from './buttons/button.ts'
import type { Carried } from './in-place.ts'
import { withoutPictures } from './or-plainly.ts'
import type { Pressing } from './pressing.ts'
import { troubleOf } from './trouble.ts'

/** Of a window and of the two buttons below it, in characters. */
const TITLE = 24

/** Opens a modal, or takes the place of the one that holds the button. Answers its id. */
export async function showView(
  { client }: Pick<Pressing, 'client'>,
  opened: ModalView,
  from: { trigger: string; view?: { id: string }; home?: boolean },
): Promise<string> {
  const view = from.home ? ofHome(opened) : opened
  const show = (view: ModalView) =>
    from.view
      ? client.views.update({ view_id: from.view.id, view })
      : client.views.open({ trigger_id: from.trigger, view })
  const answer = await show(view).catch((error) => {
    const { is, code } = troubleOf(error)
    // Slack looks through a file before it shows it, and takes a moment for that.
    const blocks = is === 'refused' ? withoutPictures(view.blocks) : undefined
    if (blocks) return show({ ...view, blocks })
    // A trigger lives three seconds: the second press finds everything at hand.
    if (is === 'lost' || is === 'limited' || code.endsWith('_trigger_id'))
      throw new Refusal('Slack is slow, and the window could not be opened. Press again.')
    throw error
  })
  return answer.view?.id ?? from.view?.id ?? ''
}

function ofHome(view: ModalView): ModalView {
  return { ...view, private_metadata: JSON.stringify({ ...JSON.parse(view.private_metadata ?? '{}'), home: true }) }
}

export function viewOf({ id, title, submit, blocks, tellsWhenClosed }: Modal, carry: Carried): ModalView {
  return {
    type: 'modal',
    callback_id: id,
    title: plainText(title, TITLE),
    close: plainText(submit ? 'Cancel' : 'Done', TITLE),
    ...(submit ? { submit: plainText(submit, TITLE) } : {}),
    ...(tellsWhenClosed ? { notify_on_close: true } : {}),
    private_metadata: JSON.stringify(carry),
    blocks,
  }
}
