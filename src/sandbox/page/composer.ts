import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { act } from './act.ts'
import { given } from './given.ts'
import { html } from './html.ts'

interface Props {
  channel: string
  threadTs?: string
  label: string
  focus?: boolean
}

/** Where a person types to colleagues: Enter sends, Shift+Enter breaks the line. */
export function Composer({ channel, threadTs, label, focus }: Props) {
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    if (focus) box.current?.focus()
  }, [])
  const offered =
    text.startsWith('/') && !threadTs
      ? given.commands.filter((one) => one.command.startsWith(text.split(' ')[0] ?? ''))
      : []
  const shortcuts = threadTs ? [] : given.shortcuts.filter((one) => one.type === 'global')
  const send = async () => {
    if (text.trim() === '') return
    setText('')
    try {
      await act('say', { channel, text, ...(threadTs && { threadTs }) })
      setTrouble('')
    } catch (error) {
      setText(text)
      setTrouble(String(error))
    }
  }
  return html`<form class="composer" onSubmit=${(event: Event) => {
    event.preventDefault()
    void send()
  }}>
    ${offered.length > 0 && html`<div class="commands" role="status">${offered.map((one) => html`<p><strong>${one.command}</strong> ${one.usageHint} <small>${one.description}</small></p>`)}</div>`}
    <textarea
      ref=${box}
      rows=${Math.min(6, text.split('\n').length)}
      aria-label=${label}
      placeholder=${label}
      value=${text}
      onInput=${(event: InputEvent) => event.currentTarget instanceof HTMLTextAreaElement && setText(event.currentTarget.value)}
      onKeyDown=${(event: KeyboardEvent) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
        event.preventDefault()
        void send()
      }}
    ></textarea>
    ${shortcuts.map((one) => html`<button type="button" class="quiet-link shortcut" onClick=${() => act('shortcut', { callbackId: one.callbackId })}>${one.name}</button>`)}
    <button type="submit" class="send" disabled=${text.trim() === ''} aria-label="Send message"><svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d="M3 3.5 17.5 10 3 16.5l1.8-5.3L11 10 4.8 8.8z" fill="currentColor" /></svg></button>
    ${trouble && html`<p class="error" role="alert">${trouble}</p>`}
  </form>`
}
