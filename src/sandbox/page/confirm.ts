import { render } from 'preact'
import type { z } from 'zod'
import type { confirm } from '../slack/block-kit/options.ts'
import { html } from './html.ts'
import { marked, plainWords } from './marked.ts'
import type { Reader } from './reader.ts'

/** An element's `confirm` dialog. Resolves to whether the person went on. */
export function askFirst(words: z.infer<typeof confirm>, reader: Reader): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog')
    dialog.className = 'confirm'
    document.body.append(dialog)
    const end = (answer: boolean) => {
      dialog.remove()
      resolve(answer)
    }
    dialog.addEventListener('cancel', () => end(false))
    render(
      html`<h2>${plainWords(words.title.text)}</h2>
        <p>${marked(words.text, reader)}</p>
        <footer>
          <button type="button" class="kit" onClick=${() => end(false)}>${plainWords(words.deny.text)}</button>
          <button type="button" class=${`kit ${words.style ?? 'primary'}`} onClick=${() => end(true)}>${plainWords(words.confirm.text)}</button>
        </footer>`,
      dialog,
    )
    dialog.showModal()
  })
}
