import { expect, test, vi } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { agents } from '../../src/db/schema.ts'
import { type SettingsJson, settingsSchema } from '../../src/settings/settings.ts'
import { asJson, changeTeam, settingsOf } from '../../src/settings/stored.ts'
import type { Answer } from '../../src/slack/buttons/button.ts'
import { editSetting, submitSetting } from '../../src/slack/settings/edit.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase, onServer, waitsForALock } from '../database.ts'
import { pressing } from './pressing.ts'

const care = 'C1ABCDEF'

onEveryDatabase('two leads save settings at once', (database) => {
  test('what one sets while Slack is asked about the other’s channel is kept, and so is what the other sets', async () => {
    const { db } = database()
    expect(await saveRule(db, { targets: [{ firstReply: '15m' }] })).toBeUndefined()
    const { routes, targets } = (await settingsOf(db, 'T1')).team
    expect([routes.length, targets.length]).toEqual([1, 1])
  })

  test('of the same setting the first is kept, and the second is told', async () => {
    const { db } = database()
    const told = await saveRule(db, { routes: [{ when: { words: ['mug'] }, tags: ['mugs'] }] })
    expect(JSON.stringify(told)).toContain('Somebody else has changed this meanwhile.')
    expect((await settingsOf(db, 'T1')).team.routes.map(({ tags }) => tags)).toEqual([['mugs']])
  })
})

onServer('two leads save settings at once, the one just before the other', (database) => {
  test('hours that a promise goes by since then are not removed, and the window says why', async () => {
    const { db } = database()
    const { preview, save } = await lead(db)
    const office = { name: 'Office', zone: 'UTC', hours: { 'mon-fri': '09:00-17:00' } }
    await set(db, { schedules: [office] })
    await preview('hours/Office', {
      ...{ name: { value: 'Office' }, zone: { value: 'UTC' }, hours: { value: 'mon-fri 09:00-17:00' } },
      keep: { selected_option: { value: 'remove' } },
    })
    const told = await db.transaction(async (tx) => {
      await set(tx, { targets: [{ firstReply: '1h', schedule: 'Office' }] })
      const saving = save()
      await waitsForALock(db)
      return { saving }
    })
    expect(JSON.stringify(await told.saving)).toContain('Promises or reminders go by Office. Change those first.')
    expect((await settingsOf(db, 'T1')).team.schedules).toHaveLength(1)
  })
})

/** Grace saves a first rule; while Slack is asked about its channel, Alan saves something. */
async function saveRule(db: Db, alans: SettingsJson) {
  const { deps, preview, save } = await lead(db)
  const channel = { ok: true, channel: { id: care, name: 'care', is_member: true } }
  const asked = vi.spyOn(deps.client.conversations, 'info').mockResolvedValue(channel)
  await preview('routing/', { words: { value: 'refund' }, channel: { selected_conversation: care } })
  asked.mockImplementation(async () => {
    await set(db, alans)
    return channel
  })
  return save()
}

/** Grace, who opens the window of a setting, types into it and looks at what it means; then she saves it. */
async function lead(db: Db) {
  await company(db)
  await db.update(agents).set({ seenAt: nine })
  const accountOf = () => {
    throw new Error('No account is needed here.')
  }
  const deps = pressing(db, 'http://127.0.0.1:1/', { networks: new Map(), accountOf })
  const open = vi.spyOn(deps.client.views, 'open').mockResolvedValue({ ok: true })
  let save: () => Promise<Answer> = async () => undefined
  const submit = (view: { private_metadata?: string } | undefined, typed: object) => {
    const private_metadata = view?.private_metadata ?? ''
    const { round } = JSON.parse(private_metadata)
    const values = Object.entries(typed).map(([block, value]) => [`${block}~${round}`, { [block]: value }])
    return submitSetting(deps, { state: { values: Object.fromEntries(values) }, private_metadata }, 'U1')
  }
  return {
    deps,
    async preview(setting: string, typed: object) {
      await editSetting(deps, setting, { slackId: 'U1', trigger: 't' })
      const shown = await submit(open.mock.lastCall?.[0].view, typed)
      save = () => submit(shown && 'update' in shown ? shown.update : undefined, typed)
    },
    save: () => save(),
  }
}

function set(db: Db, changes: SettingsJson) {
  return changeTeam(db, 'T1', nine, ({ team }) => settingsSchema.parse({ ...asJson(team), ...changes }))
}
