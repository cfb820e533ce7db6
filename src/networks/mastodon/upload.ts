import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { form } from '../form.ts'
import { id, words } from '../loosely.ts'
import { type Account, NetworkError, type OutgoingAttachment, type OutgoingReply } from '../network.ts'
import { rest } from './rest.ts'

const media = z.object({ id, url: words })
const looks = 10

/** Gives the server the pictures; it may take a moment to look through one, and takes no post before that. */
export async function upload({ attachments }: OutgoingReply, account: Account): Promise<string[] | undefined> {
  if (attachments.length === 0) return undefined
  return Promise.all(attachments.map((one) => uploaded(one, account)))
}

async function uploaded(file: OutgoingAttachment, account: Account): Promise<string> {
  let told = await rest(account, { method: 'POST', path: '/api/v2/media', form: form({}, { file }), answer: media })
  for (let look = 0; !told.url && look < looks; look += 1) {
    await setTimeout(1000)
    told = await rest(account, { path: `/api/v1/media/${told.id}`, answer: media })
  }
  if (!told.url) throw new NetworkError('Mastodon still looks through the picture.')
  return told.id
}
