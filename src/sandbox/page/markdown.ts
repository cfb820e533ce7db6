import type { ComponentChild } from 'preact'
import { html } from './html.ts'

/** As much of Markdown as a `markdown` block usually holds: headings, lists, quotes, bold, italic, code, links. */
export function markdown(text: string): ComponentChild[] {
  return text.split(/\n{2,}/).map((part) => {
    const heading = part.match(/^#{1,6} (.+)$/)
    if (heading) return html`<h4>${spans(heading[1] ?? '')}</h4>`
    const all = part.split('\n')
    if (all.every((line) => /^[-*] /.test(line)))
      return html`<ul>${all.map((line) => html`<li>${spans(line.slice(2))}</li>`)}</ul>`
    if (all.every((line) => /^\d+\. /.test(line)))
      return html`<ol>${all.map((line) => html`<li>${spans(line.replace(/^\d+\. /, ''))}</li>`)}</ol>`
    if (all.every((line) => line.startsWith('>')))
      return html`<blockquote>${spans(all.map((line) => line.replace(/^> ?/, '')).join(' '))}</blockquote>`
    return html`<p>${spans(part)}</p>`
  })
}

function spans(text: string): ComponentChild[] {
  return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`|\[[^\]]+\]\([^)]+\))/).map((part) => {
    if (part.startsWith('**')) return html`<strong>${part.slice(2, -2)}</strong>`
    if (/^\*.+\*$/.test(part)) return html`<em>${part.slice(1, -1)}</em>`
    if (/^`.+`$/.test(part)) return html`<code>${part.slice(1, -1)}</code>`
    const link = part.match(/^\[([^\]]+)\]\((https?:[^)]+)\)$/)
    return link ? html`<a href=${link[2]} target="_blank" rel="noreferrer">${link[1]}</a>` : part
  })
}
