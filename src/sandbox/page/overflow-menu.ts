import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Option } from '../slack/block-kit/options.ts'
import { html } from './html.ts'
import { plainWords } from './marked.ts'

/** The "⋯" of an overflow element: a menu for mouse and keyboard. */
export function OverflowMenu(props: {
  options: (Option & { url?: string })[]
  onChoose(chosen: Record<string, unknown>): void
}) {
  const [open, setOpen] = useState(false)
  const [up, setUp] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]

  useLayoutEffect(() => {
    if (open) setUp(!hasRoomBelow(box.current))
  }, [open])
  useEffect(() => {
    if (!open) return
    items()[0]?.focus()
    const away = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [open])

  const shut = () => {
    setOpen(false)
    box.current?.querySelector('button')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items()
    const at = all.indexOf(
      document.activeElement instanceof HTMLElement ? document.activeElement : (all[0] ?? document.body),
    )
    if (event.key === 'Escape') shut()
    else if (event.key === 'ArrowDown') all[(at + 1) % all.length]?.focus()
    else if (event.key === 'ArrowUp') all[(at - 1 + all.length) % all.length]?.focus()
    else if (event.key === 'Tab') return setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return html`<div class="overflow" ref=${box}>
    <button type="button" class="kit" aria-haspopup="menu" aria-expanded=${open} aria-label="More actions" onClick=${() => setOpen(!open)}>
      <span aria-hidden="true">More ▾</span>
    </button>
    ${
      open &&
      html`<div class=${up ? 'menu up' : 'menu'} role="menu" onKeyDown=${onKeyDown}>
        ${props.options.map(
          (option) => html`<button
            type="button"
            role="menuitem"
            onClick=${() => {
              shut()
              if (option.url) window.open(option.url, '_blank', 'noreferrer')
              props.onChoose({ selected_option: option })
            }}
          >${plainWords(option.text.text)}${option.description && html`<small>${plainWords(option.description.text)}</small>`}</button>`,
        )}
      </div>`
    }
  </div>`
}

// The list or form it stands in cuts off what hangs over its edge.
function hasRoomBelow(box: HTMLElement | null): boolean {
  const menu = box?.querySelector('[role=menu]')?.getBoundingClientRect()
  const frame = box?.closest('.messages, .modal-body')?.getBoundingClientRect()
  return !menu || !frame || menu.bottom <= frame.bottom
}
