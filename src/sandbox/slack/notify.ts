import type { Slack } from './slack.ts'
import { textOf } from './text-of.ts'
import type { Message, Notice, Person } from './workspace.ts'

/** Slack rings for a mention, a direct message, and a reply in a thread one wrote in or was named in; never for an edit. */
export function notify(slack: Slack, message: Message) {
  const channel = slack.state.channels.get(message.channel)
  if (!channel) return
  for (const person of slack.state.people.all()) {
    if (person.kind === 'bot' || person.id === message.user || !channel.members.includes(person.id)) continue
    const why = reason(slack, message, person, channel.kind === 'dm')
    if (!why) continue
    const id = `${person.id}:${message.channel}:${message.ts}`
    const notice: Notice = {
      id,
      user: person.id,
      why,
      channel: message.channel,
      ts: message.ts,
      text: textOf(message).slice(0, 200),
    }
    slack.state.notices.put(id, message.threadTs ? { ...notice, threadTs: message.threadTs } : notice)
  }
}

function reason(slack: Slack, message: Message, person: Person, direct: boolean): Notice['why'] | undefined {
  if (direct) return 'dm'
  if (mentions(message, person)) return 'mention'
  if (message.threadTs && follows(slack, message, person)) return 'thread'
  return undefined
}

function mentions(message: Message, person: Person): boolean {
  const text = message.text + textOf(message)
  return text.includes(`<@${person.id}>`) || /<!(channel|here|everyone)>/.test(text)
}

function follows(slack: Slack, reply: Message, person: Person): boolean {
  return slack.state.messages
    .all()
    .some(
      (one) =>
        one.channel === reply.channel &&
        one.ts !== reply.ts &&
        (one.threadTs === reply.threadTs || one.ts === reply.threadTs) &&
        (one.user === person.id || (one.threadTs !== undefined && mentions(one, person))),
    )
}
