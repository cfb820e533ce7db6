import type { WebClient } from '@slack/web-api'
import { share } from '../../tickets/share.ts'
import { channelSelect, textInput } from '../inputs.ts'
import { troubleOf } from '../trouble.ts'
import type { Button } from './button.ts'

/** Product hears it: a card to read, in another channel. */
export const shareCardButton: Button = {
  id: 'share-card',
  label: 'Share…',
  applies: () => true,
  async press({ ticket, open }) {
    await open({
      id: 'share-card',
      title: `Share #${ticket.id}`,
      submit: 'Share',
      blocks: [
        channelSelect({
          ...{ id: 'channel', label: 'Channel' },
          hint: 'What the customer wrote stands there to read, without buttons. Roost must be in that channel.',
        }),
        textInput({
          ...{ id: 'word', label: 'A word', multiline: true, most: 1000, optional: true },
          hint: 'Why they should see it. It is kept as a note.',
        }),
      ],
    })
  },
  async submit({ db, ticket, by, now, values, viewId, who, tell }) {
    const channelId = values.channel('channel')
    if (!channelId) return { errors: { channel: 'Choose a channel.' } }
    const problem = await problemWith(who.client, channelId)
    if (problem) return { errors: { channel: problem } }
    await share(db, ticket, { channelId, word: values.text('word').trim(), submission: viewId }, by, now)
    await tell(`#${ticket.id} is shared in <#${channelId}>.`)
    return undefined
  },
}

async function problemWith(client: WebClient, channel: string): Promise<string | undefined> {
  const invite = 'Roost is not in this channel. Write /invite @Roost there, then share again.'
  try {
    const { channel: found } = await client.conversations.info({ channel })
    if (found?.is_archived) return 'This channel is archived. Choose another.'
    return found?.is_member ? undefined : invite
  } catch (error) {
    if (troubleOf(error).is === 'channel') return invite
    throw error
  }
}
