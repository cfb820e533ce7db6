import { existsSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { storeEnvironment } from '../../src/settings/stored.ts'
import { clients } from '../../src/slack/clients.ts'
import { sendExport, written } from '../../src/slack/figures/send-export.ts'
import { onEveryDatabase } from '../database.ts'
import { outside } from '../faults/outside.ts'
import { company } from '../stats/company.ts'
import { pressing } from './pressing.ts'

async function* lines() {
  for (let number = 0; number < 10_000; number += 1) yield `${number},Mira`
}

test.skipIf(!existsSync('/dev/full'))(
  'a disk that is full in the middle of an export is told, and ends nothing else',
  async () => {
    await expect(written(lines(), '/dev/full')).rejects.toThrow('ENOSPC')
  },
)

onEveryDatabase('an export on its way', (database) => {
  test('whose last answer is lost is not said to be unsent: it may stand there', async () => {
    const { db } = database()
    const { grace } = await company(db)
    await storeEnvironment(db, 'T1', {})
    const around = await outside()
    onTestFinished(() => around.close())
    around.meddle(
      ({ path }) => path === '/api/files.completeUploadExternal',
      (_call, passOn) => passOn().then(() => 'cut'),
    )
    const days = { from: Temporal.PlainDate.from('2026-11-24'), to: Temporal.PlainDate.from('2026-11-25') }
    const { apiUrl, botToken } = around.sandbox.slack
    const { draw, ...deps } = pressing(db, apiUrl, { networks: new Map(), accountOf: () => expect.unreachable() })
    const client = clients(botToken, apiUrl).drawing
    const by = { ...grace, slackId: 'U0GRACE001' }
    await sendExport({ ...deps, draw: { ...draw, client } }, by, { what: 'tickets', days, zone: 'UTC' })
    const said = (await around.sees('grace')).messages.map(({ text }) => text)
    expect(said).toEqual([
      'Here are the tickets of 2026-11-24 to 2026-11-24: 0 rows.',
      expect.stringMatching(/^Slack did not say whether it took your file/),
    ])
  })
})
