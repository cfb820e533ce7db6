import type { KnownBlock } from '@slack/types'
import { z } from 'zod'
import type { AttachmentLimit } from '../../networks/network.ts'
import { context } from '../blocks.ts'
import { fileInput } from '../inputs.ts'
import { oneLine } from '../text.ts'
import { type SentFile, sentFile } from '../values.ts'
import type { Submission } from './button.ts'
import type { Way } from './ways.ts'

const kept = z.array(sentFile).catch([])

/** Where one of the ways takes files: a place to choose them. Those chosen before a question was asked stay as they are. */
export function attachBlocks(ways: Way[], attached: { name: string }[]): KnownBlock[] {
  if (attached.length > 0) return [context(`Attached: ${attached.map(({ name }) => oneLine(name, 100)).join(', ')}`)]
  const limits = ways.flatMap(({ attach }) => attach ?? [])
  if (limits.length === 0) return []
  const most = Math.max(...limits.map((limit) => limit.most))
  const types = [...new Set(limits.flatMap((limit) => limit.types))].flatMap((type) =>
    type === 'jpg' ? ['jpg', 'jpeg'] : [type],
  )
  return [fileInput({ id: 'attach', label: 'Attach', hint: hintOf(ways), types, most, optional: true })]
}

/** What was chosen, or stayed from before. */
export function attachedIn({ values, carried }: Submission): SentFile[] {
  const before = kept.parse(carried.attached)
  return before.length > 0 ? before : values.files('attach').map((file) => ({ ...file, name: short(file.name) }))
}

/** Why the network would not take them, before anything is sent. */
export function problemWithFiles(files: SentFile[], { attach, says, network }: Way): string | undefined {
  if (files.length === 0) return undefined
  if (!attach)
    return `${network} takes no files with a ${says.replace(/ on .*$/, '')}. Take them off, or choose another way.`
  if (files.length > attach.most) return `${files.length} files; ${network} takes ${attach.most}.`
  for (const { name, filetype, size } of files) {
    const type = filetype === 'jpeg' ? 'jpg' : filetype
    if (!attach.types.some((one) => one === type)) return `${name}: ${network} takes ${attach.types.join(', ')}.`
    if (size > attach.bytes) return `${name} is ${megabytes(size)}; ${network} takes ${megabytes(attach.bytes)}.`
  }
  return undefined
}

/** Together with files some networks take fewer words. */
export function mostWords({ limit, attach }: Way, files: number): number {
  return files > 0 && attach?.text !== undefined ? Math.min(limit.most, attach.text) : limit.most
}

function hintOf(ways: Way[]): string {
  const told = ways.map(({ place, attach }) => [place, attach ? takes(attach) : 'nothing'] as const)
  const [first] = told
  return told.every(([, says]) => says === first?.[1])
    ? `Up to ${first?.[1]}.`
    : told.map(([place, says]) => `In ${place}: ${says}.`).join(' ')
}

function takes({ most, types, bytes, text }: AttachmentLimit): string {
  const words = text === undefined ? '' : `, with at most ${text.toLocaleString('en')} characters`
  return `${most} of ${types.join(', ')}, ${megabytes(bytes)} each${words}`
}

function megabytes(bytes: number): string {
  return `${Number((bytes / 1_000_000).toFixed(1))} MB`
}

/** A modal carries ten of them in 3000 characters. */
function short(name: string): string {
  return name.length > 60 ? `${name.slice(0, 35)}…${name.slice(-20)}` : name
}
