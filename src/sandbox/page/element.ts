import { useState } from 'preact/hooks'
import type { Element as Kit } from '../slack/block-kit/elements.ts'
import { Choices } from './choices.ts'
import { askFirst } from './confirm.ts'
import { html } from './html.ts'
import { plainWords } from './marked.ts'
import { OverflowMenu } from './overflow-menu.ts'
import { pictureOf } from './picture-of.ts'
import type { Room } from './room.ts'

/** An element that stands in an actions block or beside a section: choosing something presses it. */
export function Element({ element, blockId, room }: { element: Kit; blockId: string; room: Room }) {
  const [busy, setBusy] = useState(false)
  if (element.type === 'image') return html`<img class="thumbnail" src=${pictureOf(element)} alt=${element.alt_text} />`
  const actionId = element.action_id ?? ''
  const press = async (chosen?: Record<string, unknown>) => {
    if ('confirm' in element && element.confirm && !(await askFirst(element.confirm, room.reader))) return
    if (busy) return
    setBusy(true)
    await room.press(blockId, actionId, chosen).finally(() => setBusy(false))
  }
  if (element.type === 'button') {
    const open = () => element.url && window.open(element.url, '_blank', 'noreferrer')
    return html`<button
      type="button"
      class=${`kit ${element.style ?? ''}`}
      aria-label=${element.accessibility_label}
      aria-busy=${busy}
      onClick=${() => {
        open()
        void press()
      }}
    >${plainWords(element.text.text)}</button>`
  }
  if (element.type === 'overflow') return html`<${OverflowMenu} options=${element.options} onChoose=${press} />`
  return html`<${Choices}
    element=${element}
    blockId=${blockId}
    room=${room}
    label=${'placeholder' in element ? (element.placeholder?.text ?? 'Choose') : 'Choose'}
    onChoose=${(chosen: Record<string, unknown>) => press(chosen)}
  />`
}
