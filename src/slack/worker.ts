import { randomUUID } from 'node:crypto'
import { posts } from '../db/schema.ts'
import { and, eq, isNull, sql } from '../db/sql.ts'
import { type Draw, draw } from './draw.ts'
import { freeLane, holdLane } from './lane.ts'
import { leaseNext } from './lease.ts'

/** A stalled channel holds one drawing a second, each for 10 s at most: others find a place beside it. */
const AT_ONCE = 20
const KEEP_LANE = 5000
const LOOK_AGAIN = 100
const REST = 2000

export interface Worker {
  /** Something may have to be drawn. */
  wake(): void
  /** Begins no more drawings, waits for those under way, and gives the lane to another process. */
  stop(): Promise<void>
}

/** The one that draws: while it holds the workspace's lane it draws what is behind, as fast as Slack's pace allows. Each drawing lets presses go first. */
export function startWorker(deps: Draw, workspaceId: string, giveWay: () => Promise<void>): Worker {
  const holder = randomUUID()
  const drawing = new Set<Promise<void>>()
  let stopping = false
  let woken = Promise.withResolvers<void>()
  let heldUntil = 0

  async function run(): Promise<void> {
    while (!stopping) {
      const waited = woken.promise
      const pause = await step().catch((error) => {
        deps.log.error({ error }, 'The drawing worker stumbled')
        return REST
      })
      if (pause && !stopping) await Promise.race([waited, rest(pause)])
    }
  }

  /** Begins one drawing. Answers for how long to rest when there was none to begin. */
  async function step(): Promise<number> {
    await giveWay()
    if (drawing.size >= AT_ONCE) await Promise.race(drawing)
    if (!(await holdsLane())) return REST
    const leased = await leaseNext(deps.db, workspaceId, deps.now())
    if (!leased) return (await isBehind()) ? LOOK_AGAIN : REST
    const done: Promise<void> = draw(deps, leased)
      .catch((error) => deps.log.error({ error, post: leased.post.id }, 'A drawing ended badly'))
      .finally(() => drawing.delete(done))
    drawing.add(done)
    return 0
  }

  async function holdsLane(): Promise<boolean> {
    if (performance.now() < heldUntil) return true
    const held = await holdLane(deps.db, workspaceId, holder)
    heldUntil = held ? performance.now() + KEEP_LANE : 0
    return held
  }

  async function isBehind(): Promise<boolean> {
    const behind = await deps.db
      .select({ id: posts.id })
      .from(posts)
      .where(and(eq(posts.workspaceId, workspaceId), sql`${posts.wanted} > ${posts.shown}`, isNull(posts.rollUpId)))
      .limit(1)
    return behind.length > 0
  }

  const running = run()
  const wake = () => {
    woken.resolve()
    woken = Promise.withResolvers<void>()
  }
  return {
    wake,
    async stop() {
      stopping = true
      wake()
      await running
      await Promise.allSettled(drawing)
      await freeLane(deps.db, workspaceId, holder)
    },
  }
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
