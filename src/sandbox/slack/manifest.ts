import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Manifest } from './workspace.ts'

const schema = z.object({
  features: z
    .object({
      slash_commands: z
        .array(
          z.object({
            command: z.string(),
            description: z.string(),
            usage_hint: z.string().optional(),
            should_escape: z.boolean().default(false),
          }),
        )
        .default([]),
      app_home: z.object({ messages_tab_enabled: z.boolean().default(true) }).default({ messages_tab_enabled: true }),
      shortcuts: z
        .array(z.object({ name: z.string(), type: z.enum(['message', 'global']), callback_id: z.string() }))
        .default([]),
    })
    .prefault({}),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z
    .object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }).default({ bot_events: [] }) })
    .default({ event_subscriptions: { bot_events: [] } }),
})

export async function readManifest(path: string): Promise<Manifest> {
  const { features, oauth_config, settings } = schema.parse(parse(await readFile(path, 'utf8')))
  return {
    commands: features.slash_commands.map((one) => ({
      command: one.command,
      description: one.description,
      usageHint: one.usage_hint ?? '',
      escapes: one.should_escape,
    })),
    shortcuts: features.shortcuts.map((one) => ({ name: one.name, type: one.type, callbackId: one.callback_id })),
    takesDirectMessages: features.app_home.messages_tab_enabled,
    events: settings.event_subscriptions.bot_events,
    scopes: oauth_config.scopes.bot,
  }
}
