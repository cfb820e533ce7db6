import { sendEvent } from '../events.ts'
import { showView } from '../modals.ts'
import type { Slack } from '../slack.ts'
import type { Person } from '../workspace.ts'

/** A person opens the app's Home. */
export async function openHome(slack: Slack, person: Person): Promise<void> {
  const home = slack.state.homes.get(person.id)
  await sendEvent(slack, 'app_home_opened', {
    type: 'app_home_opened',
    user: person.id,
    channel: `D${person.id.slice(1)}`,
    tab: 'home',
    ...(home && { view: showView(home) }),
  })
}
