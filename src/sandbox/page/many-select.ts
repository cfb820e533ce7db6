import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Option } from '../slack/block-kit/options.ts'
import type { Suggestions } from '../slack/workspace.ts'
import type { Group } from './choices.ts'
import { html } from './html.ts'
import { plainWords } from './marked.ts'
import type { Field } from './text-input.ts'

/** A menu one types into: several choices as chips, or options the app is asked for. */
export function ManySelect(props: {
  label: string
  field?: Field
  placeholder?: string
  value: Option[]
  most?: number
  groups?: Group[]
  ask?: (typed: string) => Promise<Suggestions>
  least?: number
  onChoose(options: Option[]): void
}) {
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const [asked, setAsked] = useState<{ groups: Group[]; trouble?: string }>({ groups: [] })
  const box = useRef<HTMLInputElement>(null)
  const listId = useId()

  useEffect(() => {
    const { ask } = props
    if (!ask || !open || typed.length < (props.least ?? 0)) return
    const timer = setTimeout(async () => setAsked(grouped(await ask(typed))), 200)
    return () => clearTimeout(timer)
  }, [typed, open])

  const full = props.most !== undefined && props.most > 1 && props.value.length >= props.most
  const isOn = (option: Option) => props.value.some((one) => one.value === option.value)
  const fits = (option: Option) =>
    props.ask !== undefined || option.text.text.toLowerCase().includes(typed.toLowerCase())
  const groups = (props.ask ? asked.groups : (props.groups ?? [])).map(({ label, options }) => ({
    label,
    options: options.filter((one) => fits(one) && !isOn(one)),
  }))
  const offered = groups.flatMap((group) => group.options)
  const heading = (option: Option) => groups.find(({ options }) => options[0] === option)?.label

  const choose = (option: Option | undefined) => {
    if (!option || full) return
    props.onChoose(props.most === 1 ? [option] : [...props.value, option])
    setTyped('')
    setAt(0)
    if (props.most === 1) setOpen(false)
    box.current?.focus()
  }
  const drop = (option: Option) => props.onChoose(props.value.filter((one) => one.value !== option.value))

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, offered.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && open) choose(offered[at])
    else if (event.key === 'Escape' && open) setOpen(false)
    else if (event.key === 'Backspace' && typed === '') {
      const last = props.value.at(-1)
      if (last) drop(last)
      return
    } else return
    if (event.key.startsWith('Arrow')) setOpen(true)
    event.preventDefault()
    event.stopPropagation()
  }

  const note =
    asked.trouble ??
    (props.ask && typed.length < (props.least ?? 0) ? `Type ${props.least} or more characters.` : 'Nothing fits.')
  return html`<div class="many">
    ${props.value.map(
      (option) =>
        html`<span class="chip" key=${option.value}>${plainWords(option.text.text)}<button type="button" aria-label=${`Remove ${option.text.text}`} onClick=${() => drop(option)}>×</button></span>`,
    )}
    <input
      ref=${box}
      id=${props.field?.id}
      role="combobox"
      autocomplete="off"
      aria-label=${props.field ? undefined : props.label}
      aria-expanded=${open}
      aria-controls=${open ? listId : undefined}
      aria-autocomplete="list"
      aria-activedescendant=${open && offered[at] ? `${listId}-${at}` : undefined}
      aria-invalid=${props.field?.invalid}
      aria-describedby=${props.field?.describedBy || undefined}
      placeholder=${props.value.length === 0 ? (props.placeholder ?? 'Choose') : full ? '' : 'Add another'}
      value=${typed}
      onInput=${(event: InputEvent) => {
        if (event.currentTarget instanceof HTMLInputElement) setTyped(event.currentTarget.value)
        setOpen(true)
        setAt(0)
      }}
      onClick=${() => setOpen(true)}
      onBlur=${() => setOpen(false)}
      onKeyDown=${onKeyDown}
    />
    ${
      open &&
      html`<div class="menu" role="listbox" id=${listId} aria-label="Choices">
      ${offered.map(
        (
          option,
          index,
        ) => html`${heading(option) && html`<div class="hint" role="presentation">${plainWords(heading(option) ?? '')}</div>`}<div
          role="option"
          id=${`${listId}-${index}`}
          aria-selected=${index === at}
          onPointerDown=${(event: Event) => {
            event.preventDefault()
            choose(option)
          }}
        >${plainWords(option.text.text)}${option.description && html`<small>${plainWords(option.description.text)}</small>`}</div>`,
      )}
      ${offered.length === 0 && html`<div role="option" aria-disabled="true" aria-selected="false" class="hint">${full ? `${props.most} at most.` : note}</div>`}
    </div>`
    }
  </div>`
}

function grouped(found: Suggestions): { groups: Group[]; trouble?: string } {
  if ('trouble' in found) return { groups: [], trouble: found.trouble }
  if ('options' in found) return { groups: [{ options: found.options }] }
  return { groups: found.option_groups.map((group) => ({ label: group.label.text, options: group.options })) }
}
