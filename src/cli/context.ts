import type { Db } from '../db/connect.ts'
import type { Seal } from '../db/seal.ts'
import type { Network } from '../networks/network.ts'

/** What a command works with, whichever process carries it out. */
export interface Context {
  db: Db
  workspaceId: string
  networks: ReadonlyMap<string, Network>
  seal: Seal
  /** Finds a channel by id or #name and keeps it; refuses with a sentence. */
  channelNamed: (wanted: string) => Promise<string>
  now: () => Temporal.Instant
}

/** Standard input by lines, standard output, and standard error; a question needs a terminal. */
export interface Io {
  lines: AsyncIterable<string>
  out: (line: string) => void | Promise<void>
  err: (line: string) => void
}

/** Answers the exit code: 0, or another after one sentence on `err`. */
export type CliCommand = (context: Context, args: string[], io: Io) => Promise<number>

/** What was asked for cannot be done: one sentence that says what to do. */
export class Unusable extends Error {}
