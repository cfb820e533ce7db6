import { onTestFinished } from 'vitest'
import { type Outside, outside } from './outside.ts'
import { type Ground, ground } from './program.ts'

interface Scene {
  around: Outside
  its: Ground
}

/**
 * What is around Roost and what it stands on, for as long as the test lasts. `burst`: how many messages Slack takes at once in
 * a channel; `hired`: so many agents more than the desk has; `url`: of a server that the test has started itself.
 */
export async function scene(
  database: 'embedded' | 'server',
  { burst = 1000, hired = 0, url }: { burst?: number; hired?: number; url?: string } = {},
): Promise<Scene> {
  const around = await outside(burst, hired)
  onTestFinished(around.close)
  const its = await ground(around, database, url)
  onTestFinished(its.remove)
  return { around, its }
}
