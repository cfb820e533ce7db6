import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { written } from '../../src/slack/figures/send-export.ts'

async function* lines() {
  for (let number = 0; number < 10_000; number += 1) yield `${number},Mira`
}

test.skipIf(!existsSync('/dev/full'))(
  'a disk that is full in the middle of an export is told, and ends nothing else',
  async () => {
    await expect(written(lines(), '/dev/full')).rejects.toThrow('ENOSPC')
  },
)
