import type { ComponentChild } from 'preact'
import { emoji } from './emoji.ts'
import { html } from './html.ts'
import type { Reader } from './reader.ts'
import { slackDate } from './slack-date.ts'

/** Slack's markup as elements. The text comes with `&`, `<` and `>` escaped, as Slack's API has it. */
export function mrkdwn(text: string, reader: Reader): ComponentChild[] {
  return text.split(/(```[\s\S]*?```)/).flatMap((part) => {
    if (part.startsWith('```') && part.length > 6)
      return [html`<pre>${plain(part.slice(3, -3).replace(/^\n/, ''))}</pre>`]
    return lines(part, reader)
  })
}

function lines(text: string, reader: Reader): ComponentChild[] {
  const out: ComponentChild[] = []
  let quoted: string[] = []
  const flush = () => {
    if (quoted.length > 0) out.push(html`<blockquote>${joined(quoted, reader)}</blockquote>`)
    quoted = []
  }
  let ordinary: string[] = []
  const flushOrdinary = () => {
    if (ordinary.length > 0) out.push(...joined(ordinary, reader))
    ordinary = []
  }
  for (const line of text.split('\n')) {
    const quote = line.match(/^(?:&gt;|>) ?(.*)$/)
    if (quote) {
      flushOrdinary()
      quoted.push(quote[1] ?? '')
    } else {
      flush()
      ordinary.push(line)
    }
  }
  flush()
  flushOrdinary()
  return out
}

function joined(all: string[], reader: Reader): ComponentChild[] {
  return all.flatMap((line, index) => (index === 0 ? inline(line, reader) : [html`<br />`, ...inline(line, reader)]))
}

const rules: [RegExp, (match: RegExpMatchArray, reader: Reader) => ComponentChild][] = [
  [/`([^`\n]+)`/, ([, code = '']) => html`<code>${plain(code)}</code>`],
  [/<([^<>\n]+)>/, ([, inside = ''], reader) => reference(inside, reader)],
  [
    /(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])/,
    ([, bold = ''], reader) => html`<strong>${inline(bold, reader)}</strong>`,
  ],
  [/(?<![\w])_(?=\S)([^_\n]*[^_\s])_(?![\w])/, ([, slanted = ''], reader) => html`<em>${inline(slanted, reader)}</em>`],
  [/(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])/, ([, struck = ''], reader) => html`<s>${inline(struck, reader)}</s>`],
  [/:([a-z0-9_+-]+):/, ([, name = '']) => emoji(name)],
]

function inline(text: string, reader: Reader): ComponentChild[] {
  const first = rules
    .map(([pattern, draw]) => ({ match: text.match(pattern), draw }))
    .filter((one) => one.match?.index !== undefined)
    .sort((one, other) => (one.match?.index ?? 0) - (other.match?.index ?? 0))[0]
  if (!first?.match) return text === '' ? [] : [plain(text)]
  const { match, draw } = first
  const at = match.index ?? 0
  return [
    ...(at > 0 ? [plain(text.slice(0, at))] : []),
    draw(match, reader),
    ...inline(text.slice(at + match[0].length), reader),
  ]
}

function reference(inside: string, reader: Reader): ComponentChild {
  const [target = '', label] = split(inside, '|')
  if (target.startsWith('@')) return mention(target.slice(1), reader)
  if (target.startsWith('#')) {
    const name = reader.channelName(target.slice(1)) ?? label ?? target.slice(1)
    return html`<span class="mention">#${name}</span>`
  }
  if (target.startsWith('!date^')) {
    const [, seconds = '0', format = '', link] = target.split('^')
    const text = slackDate(Number(seconds), format, reader.timeZone, reader.now)
    return link ? html`<a href=${link} target="_blank" rel="noreferrer">${text}</a>` : html`<time>${text}</time>`
  }
  if (target.startsWith('!')) return html`<span class="mention loud">@${target.slice(1).split('^')[0]}</span>`
  const shown = plain(label ?? target.replace(/^mailto:/, ''))
  return /^(https?|mailto):/.test(target)
    ? html`<a href=${plain(target)} target="_blank" rel="noreferrer">${shown}</a>`
    : shown
}

function mention(id: string, reader: Reader): ComponentChild {
  return html`<span class=${id === reader.id ? 'mention loud' : 'mention'}>@${reader.personName(id) ?? id}</span>`
}

function split(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at)
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)]
}

function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
