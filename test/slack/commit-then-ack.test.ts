import { setTimeout as rest } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { givingWay } from '../../src/slack/give-way.ts'
import { commitThenAck } from '../../src/slack/hear/commit-then-ack.ts'

const PATIENCE = 10

test('Slack’s line is gone when the guard acks: what was asked for is done, and then it is told', async () => {
  let done = false
  const run = async () => {
    await rest(10 * PATIENCE)
    done = true
    return undefined
  }
  const unacked = async () => {
    throw new Error('The line is gone')
  }
  // Told before that, nobody would hear it, and the process would end.
  await expect(commitThenAck(givingWay(), unacked, run, { patience: PATIENCE })).rejects.toThrow('The line is gone')
  expect(done).toBe(true)
})
