import { connected } from './connected.ts'
import type { Outside } from './outside.ts'
import { type Ground, type Program, program } from './program.ts'

/** Starts Roost with the outside's accounts connected, so that whatever happens there reaches it. */
export async function atWork(around: Outside, its: Ground): Promise<Program> {
  await connected(its, around)
  const running = await program(its.env)
  around.replicas.push(running.port)
  around.sandbox.ready()
  return running
}
