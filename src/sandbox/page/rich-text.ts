import type { ComponentChild } from 'preact'
import type { RichText, RichTextInline } from '../slack/block-kit/rich-text.ts'
import { emoji } from './emoji.ts'
import { html } from './html.ts'
import type { Reader } from './reader.ts'
import { slackDate } from './slack-date.ts'

export function richText(block: RichText, reader: Reader): ComponentChild[] {
  const inline = (elements: RichTextInline[]) => elements.map((element) => styled(element, reader))
  return block.elements.map((part) => partOf(part, inline))
}

function partOf(part: RichText['elements'][number], inline: (elements: RichTextInline[]) => ComponentChild[]) {
  switch (part.type) {
    case 'rich_text_section':
      return html`<div>${inline(part.elements)}</div>`
    case 'rich_text_quote':
      return html`<blockquote>${inline(part.elements)}</blockquote>`
    case 'rich_text_preformatted':
      return html`<pre>${inline(part.elements)}</pre>`
    case 'rich_text_list': {
      const items = part.elements.map((item) => html`<li>${inline(item.elements)}</li>`)
      return part.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
    }
  }
}

function styled(element: RichTextInline, reader: Reader): ComponentChild {
  const { bold, italic, strike, code } = element.style ?? {}
  let shown = words(element, reader)
  if (code) shown = html`<code>${shown}</code>`
  if (strike) shown = html`<s>${shown}</s>`
  if (italic) shown = html`<em>${shown}</em>`
  if (bold) shown = html`<strong>${shown}</strong>`
  return shown
}

function words(element: RichTextInline, reader: Reader): ComponentChild {
  switch (element.type) {
    case 'text':
      return html`<span class="kept">${element.text}</span>`
    case 'link':
      return /^(https?|mailto):/.test(element.url)
        ? html`<a href=${element.url} target="_blank" rel="noreferrer">${element.text ?? element.url}</a>`
        : (element.text ?? element.url)
    case 'user':
      return html`<span class=${element.user_id === reader.id ? 'mention loud' : 'mention'}>@${reader.personName(element.user_id) ?? element.user_id}</span>`
    case 'channel':
      return html`<span class="mention">#${reader.channelName(element.channel_id) ?? element.channel_id}</span>`
    case 'usergroup':
      return html`<span class="mention">@${element.usergroup_id}</span>`
    case 'emoji':
      return emoji(element.name)
    case 'broadcast':
      return html`<span class="mention loud">@${element.range}</span>`
    case 'date':
      return html`<time>${slackDate(element.timestamp, element.format, reader.timeZone, reader.now)}</time>`
  }
}
