import type { App } from '@slack/bolt'
import { changesSomething, runCommand } from '../commands/run-command.ts'
import type { Pressing } from '../pressing.ts'
import type { Words } from '../render/drawing.ts'
import { respond } from '../respond.ts'
import { orTell } from '../tell.ts'
import { agentOf, isLead } from '../who.ts'
import { commitThenAck, GUARD } from './commit-then-ack.ts'
import { freshenHome } from './show-home.ts'

/** What only reads loses nothing by an early ack: a long count is acked at once, and answered when it is done. */
const AT_ONCE = 300

/** `/roost`. */
export function hearCommands(app: App, deps: Pressing): void {
  app.command(/.*/, async ({ ack, command }) => {
    let words: string | Words = ''
    const tell = async (said: string | Words) => {
      words = said
    }
    const said = () => ({ response_type: 'ephemeral' as const, ...plainWords(words) })
    await commitThenAck(
      deps,
      () => ack(words ? said() : undefined),
      () =>
        orTell(deps, tell, async () => {
          const by = await agentOf(deps.who, command.user_id)
          const { db, networks, workspaceId, draw } = deps
          const asked = {
            ...{ db, networks, workspaceId, by, leads: isLead(deps.who, by), cardLink: draw.cardLink },
            ...{ channelId: command.channel_id, now: deps.now() },
          }
          words = await runCommand(command.text, asked)
        }),
      {
        async late() {
          if ((await respond(command.response_url, said())) === 'taken') return
          // What was counted is not lost when the first way fails.
          const to = { channel: command.channel_id, user: command.user_id }
          await deps.client.chat.postEphemeral({ ...to, ...plainWords(words) })
        },
        patience: changesSomething(command.text) ? GUARD : AT_ONCE,
      },
    )
    if (changesSomething(command.text)) await freshenHome(deps, command.user_id)
  })
}

function plainWords(words: string | Words) {
  return typeof words === 'string' ? { text: words } : words
}
