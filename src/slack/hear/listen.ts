import type { App } from '@slack/bolt'
import type { Pressing } from '../pressing.ts'
import { hearCommands } from './commands.ts'
import { hearPresses } from './presses.ts'
import { hearShortcuts } from './shortcuts.ts'
import { showHome } from './show-home.ts'
import { hearWindows } from './windows.ts'

/** Hears every press, modal, shortcut, command and visit to Home; each finds the rest in the visible lists. */
export function listen(app: App, deps: Pressing): void {
  hearPresses(app, deps)
  hearWindows(app, deps)
  hearShortcuts(app, deps)
  hearCommands(app, deps)
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await showHome(deps, event.user)
  })
  app.error(async (error) => deps.log.error({ error }, 'Something from Slack could not be handled'))
}
