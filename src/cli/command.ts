import type { Db } from '../db/connect.ts'

/** What a command of `npm run` works with, in its own process or handed to the running app. */
export interface Context {
  db: Db
  workspaceId: string
  now: Temporal.Instant
  env: { timeZone: string }
}

export interface Io {
  /** Lines, without their ends. */
  in: AsyncIterable<string>
  /** A line of the result; awaited, so that a slow reader slows the writer. */
  out(line: string): void | Promise<void>
  /** Everything else. */
  err(line: string): void | Promise<void>
}

/** Gives the exit code. */
export type Command = (context: Context, args: string[], io: Io) => Promise<number>
