import { bluesky } from './bluesky/index.ts'
import { custom } from './custom/index.ts'
import { facebook } from './facebook/index.ts'
import { instagram } from './instagram/index.ts'
import { mastodon } from './mastodon/index.ts'
import { messenger } from './messenger/index.ts'
import type { Network } from './network.ts'
import { telegram } from './telegram/index.ts'
import { whatsapp } from './whatsapp/index.ts'
import { x } from './x/index.ts'

/** Every network Roost knows. A new one is a folder and a line here. */
export const networks: Network[] = [custom, facebook, messenger, instagram, whatsapp, telegram, bluesky, mastodon, x]

export function networkNamed(name: string): Network | undefined {
  return networks.find((network) => network.name === name)
}
