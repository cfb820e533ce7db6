import type { HomeView, KnownBlock } from '@slack/types'
import { savedRepliesOnHome } from '../saved-replies/on-home.ts'
import { settingsOnHome } from '../settings/on-home.ts'
import { tagsOnHome } from '../tags/on-home.ts'
import { accountsOnHome } from './accounts.ts'
import { drafts } from './drafts.ts'
import { mine } from './mine.ts'
import type { Looking, Part } from './part.ts'
import { people } from './people.ts'
import { today } from './today.ts'
import { unclaimed } from './unclaimed.ts'
import { welcome } from './welcome.ts'
import { you } from './you.ts'

/** What needs this agent now, then what needs someone, then today in numbers, and their own settings. */
const forEverybody: Part[] = [welcome, mine, drafts, unclaimed, today, you]

/** What leads look after. */
const forLeads: Part[] = [accountsOnHome, people, savedRepliesOnHome, tagsOnHome, settingsOnHome]

const HOLDS = 100
const LINES = [12, 8, 5, 3, 1]

/** Home as one agent sees it. It holds 100 blocks: with much to show each list is shorter, and says where the rest is. */
export async function home(looking: Omit<Looking, 'most'>): Promise<HomeView> {
  const parts = [...forEverybody, ...(looking.leads ? forLeads : [])]
  let blocks: KnownBlock[] = []
  for (const most of LINES) {
    blocks = []
    for (const part of parts) blocks.push(...divided(blocks, await part({ ...looking, most })))
    if (blocks.length <= HOLDS) break
  }
  return { type: 'home', blocks }
}

function divided(above: KnownBlock[], part: KnownBlock[]): KnownBlock[] {
  return above.length > 0 && part.length > 0 ? [{ type: 'divider' }, ...part] : part
}
