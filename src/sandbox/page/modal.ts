import { useEffect, useRef, useState } from 'preact/hooks'
import type { Modal, Person, ViewState } from '../slack/workspace.ts'
import { act } from './act.ts'
import { carriedOver } from './beginnings.ts'
import { Blocks } from './blocks.ts'
import { html } from './html.ts'
import { plainWords } from './marked.ts'
import { reader } from './reader.ts'
import type { Room } from './room.ts'
import { useDialog } from './use-dialog.ts'

/** The top modal of this person's stack. What is typed stays in this window until it is submitted. */
export function ModalView({ modal, me }: { modal: Modal; me: Person }) {
  const box = useRef<HTMLDialogElement>(null)
  const [state, setState] = useState<ViewState>(() => carriedOver(modal.view.blocks, modal.state))
  const [busy, setBusy] = useState(false)
  const { view } = modal
  const at = { in: 'modal' as const, id: modal.id }

  useDialog(box, 'form input, form textarea, form select')
  useEffect(() => setState((before) => carriedOver(view.blocks, before)), [modal.hash])
  useEffect(() => {
    if (Object.keys(modal.errors).length > 0)
      box.current?.querySelector<HTMLElement>('.wrong input, .wrong textarea, .wrong select')?.focus()
  }, [modal.errors])

  const submit = async () => {
    if (busy) return
    setBusy(true)
    await act('submit', { id: modal.id, state }).finally(() => setBusy(false))
  }
  const close = (all: boolean) => act('close', { id: modal.id, all, state })
  const room: Room = {
    at,
    reader: reader(me),
    state,
    errors: modal.errors,
    set: (blockId, actionId, value) =>
      setState((now) => ({ ...now, [blockId]: { ...now[blockId], [actionId]: value } })),
    press: (blockId, actionId, chosen = {}) => {
      const here = Object.keys(chosen).length > 0 && state[blockId]?.[actionId]
      const now = here ? { ...state, [blockId]: { ...state[blockId], [actionId]: { ...here, ...chosen } } } : state
      return act('press', { at, blockId, actionId, chosen, state: now })
    },
  }
  return html`<dialog
    class="modal"
    ref=${box}
    aria-labelledby="modal-title"
    onCancel=${(event: Event) => {
      event.preventDefault()
      void close(false)
    }}
    onKeyDown=${(event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && view.submit) void submit()
    }}
  >
    <form onSubmit=${(event: Event) => {
      event.preventDefault()
      void submit()
    }}>
      <header class="pane-head">
        <img class="avatar small" src="/sandbox/avatars/U0ROOSTBOT.svg" alt="" />
        <h2 id="modal-title">${plainWords(view.title.text)}</h2>
        <button type="button" class="icon" aria-label="Close" onClick=${() => close(true)}>×</button>
      </header>
      <div class="modal-body" tabindex="-1">
        ${modal.trouble && html`<p class="trouble" role="alert">⚠ ${modal.trouble}</p>`}
        <${Blocks} blocks=${view.blocks} room=${room} />
      </div>
      <footer>
        <button type="button" class="kit" onClick=${() => close(false)}>${plainWords(view.close?.text ?? (modal.previousId ? 'Back' : 'Close'))}</button>
        ${view.submit && html`<button type="submit" class="kit primary" disabled=${view.submit_disabled} aria-busy=${busy}>${plainWords(view.submit.text)}</button>`}
      </footer>
    </form>
  </dialog>`
}
