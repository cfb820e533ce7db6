import type { ComponentChild } from 'preact'
import type { Block } from '../slack/block-kit/blocks.ts'
import { Element } from './element.ts'
import { html } from './html.ts'
import { Input } from './input.ts'
import { markdown } from './markdown.ts'
import { marked, plainWords } from './marked.ts'
import { pictureOf } from './picture-of.ts'
import { richText } from './rich-text.ts'
import type { Room } from './room.ts'

export function Blocks({ blocks, room }: { blocks: Block[]; room: Room }) {
  return html`<div class="blocks">${blocks.map((block) => html`<${BlockView} key=${block.block_id} block=${block} room=${room} />`)}</div>`
}

function BlockView({ block, room }: { block: Block; room: Room }): ComponentChild {
  const { reader } = room
  const blockId = block.block_id ?? ''
  switch (block.type) {
    case 'section':
      return html`<div class="section">
        <div class="section-text">
          ${block.text && html`<div class="text">${marked(block.text, reader)}</div>`}
          ${block.fields && html`<div class="fields">${block.fields.map((field) => html`<div class="text">${marked(field, reader)}</div>`)}</div>`}
        </div>
        ${block.accessory && html`<div class="accessory"><${Element} element=${block.accessory} blockId=${blockId} room=${room} /></div>`}
      </div>`
    case 'header':
      return html`<h3 class="block-header">${plainWords(block.text.text)}</h3>`
    case 'divider':
      return html`<hr />`
    case 'context':
      return html`<div class="context">
        ${block.elements.map((element) =>
          element.type === 'image'
            ? html`<img src=${pictureOf(element)} alt=${element.alt_text} />`
            : html`<span>${marked(element, reader)}</span>`,
        )}
      </div>`
    case 'actions':
      return html`<div class="actions">
        ${block.elements.map((element) => html`<${Element} key=${element.action_id} element=${element} blockId=${blockId} room=${room} />`)}
      </div>`
    case 'image':
      return html`<figure>
        ${block.title && html`<figcaption>${plainWords(block.title.text)}</figcaption>`}
        <img src=${pictureOf(block)} alt=${block.alt_text} loading="lazy" />
      </figure>`
    case 'input':
      return html`<${Input} block=${block} room=${room} />`
    case 'rich_text':
      return html`<div class="text">${richText(block, reader)}</div>`
    case 'markdown':
      return html`<div class="text">${markdown(block.text)}</div>`
    case 'table':
      return html`<div class="table" tabindex="0" role="region" aria-label="Table"><table>
        ${block.rows.map(
          (row, index) =>
            html`<tr>${row.map((cell, column) => {
              const align = block.column_settings?.[column]?.align ?? 'left'
              const inside = cell.type === 'raw_text' ? cell.text : richText(cell, reader)
              return index === 0
                ? html`<th scope="col" style=${{ textAlign: align }}>${inside}</th>`
                : html`<td style=${{ textAlign: align }}>${inside}</td>`
            })}</tr>`,
        )}
      </table></div>`
    case 'alert':
      return html`<div class=${`alert ${block.level ?? 'default'}`} role="status">${marked(block.text, reader)}</div>`
  }
}
