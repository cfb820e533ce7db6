import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { app } from '../../company.ts'
import { ApiError } from '../api-error.ts'
import { count, json } from '../arguments.ts'
import { reserveFile, showFile } from '../files.ts'
import { channelWithId, writable } from '../find.ts'
import { method } from '../method.ts'
import { post } from '../post.ts'

const scopes = ['files:write']

const getUploadUrl = method({
  tier: 4,
  scopes,
  input: z.object({
    filename: z.string().min(1),
    length: count(1, 1_000_000_000),
    alt_txt: z.string().max(1000).optional(),
    snippet_type: z.string().optional(),
  }),
  run(input, slack) {
    const file = reserveFile(slack, input.filename, input.length, input.alt_txt ?? '')
    return { upload_url: `${slack.origin}/files/upload/${file.id}`, file_id: file.id }
  },
})

const complete = method({
  tier: 4,
  scopes,
  input: z.object({
    files: json(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
    channel_id: z.string().optional(),
    thread_ts: z.string().optional(),
    initial_comment: z.string().optional(),
    blocks: z.unknown().optional(),
  }),
  run(input, slack) {
    const files = input.files.map(({ id, title }) => {
      const file = slack.state.files.get(id)
      if (!file?.uploaded) throw new ApiError('file_not_found')
      return slack.state.files.put(id, { ...file, title: title ?? file.name, completed: true })
    })
    if (input.channel_id) {
      const channel = writable(slack, channelWithId(slack, input.channel_id))
      post(slack, {
        channel: channel.id,
        user: app.botUser,
        botId: app.bot,
        text: input.initial_comment ?? '',
        files: files.map((file) => file.id),
        ...(input.thread_ts && { threadTs: input.thread_ts }),
      })
    }
    return { files: files.map((file) => showFile(slack, file)) }
  },
})

const info = method({
  tier: 4,
  scopes: ['files:read'],
  input: z.object({ file: z.string() }),
  run(input, slack) {
    const file = slack.state.files.get(input.file)
    if (!file) throw new ApiError('file_not_found')
    return { file: showFile(slack, file) }
  },
})

const remove = method({
  tier: 3,
  scopes,
  input: z.object({ file: z.string() }),
  async run(input, slack) {
    if (!slack.state.files.get(input.file)) throw new ApiError('file_not_found')
    slack.state.files.delete(input.file)
    await rm(join(slack.filesDir, input.file), { force: true })
    return {}
  },
})

export const files = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': complete,
  'files.info': info,
  'files.delete': remove,
}
