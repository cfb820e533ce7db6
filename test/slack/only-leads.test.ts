import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { agents } from '../../src/db/schema.ts'
import { settingsOf } from '../../src/settings/stored.ts'
import { saveReplyButton } from '../../src/slack/buttons/save-reply.ts'
import { exportButton } from '../../src/slack/figures/export.ts'
import { listButtons } from '../../src/slack/list-buttons.ts'
import { actingFor } from '../../src/slack/press.ts'
import type { Pressing } from '../../src/slack/pressing.ts'
import { editSetting, submitSetting } from '../../src/slack/settings/edit.ts'
import { valuesOf } from '../../src/slack/values.ts'
import type { Agent } from '../../src/tickets/ticket.ts'
import { company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { pressing } from './pressing.ts'

onEveryDatabase('a window of settings', (database) => {
  const view = {
    private_metadata: JSON.stringify({ setting: 'reminders', which: '', before: '', round: 0 }),
    state: { values: {} },
  }

  test('is taken from a lead, and from nobody else, whoever opened it', async () => {
    const { db } = database()
    await company(db)
    await db.update(agents).set({ seenAt: nine })
    await expect(submitSetting(deps(db), view, 'U2')).rejects.toThrow('Only leads can set this.')
    // Nothing is typed there, so each field says what it needs.
    expect(await submitSetting(deps(db), view, 'U1')).toHaveProperty('errors')
    expect((await settingsOf(db, 'T1')).team.reminders.steps).toHaveLength(5)
  })
})

onEveryDatabase('the window of an export', (database) => {
  test('is taken from a lead, and not from one who is one no more since it was opened', async () => {
    const { db } = database()
    const { grace } = await company(db)
    const opened = { id: 'V1', carried: { ticket: 0, at: 0 } }
    const submit = async (by: Agent) => exportButton.submit?.(deps(db), valuesOf({}), by, opened)
    expect(await submit(grace)).toEqual({ errors: { last: 'Choose both days.' } })
    await expect(submit({ ...grace, admin: false })).rejects.toThrow('Exports are for leads')
  })
})

onEveryDatabase('what leads tend in lists', (database) => {
  const tended = [
    'tags',
    'add-tag',
    'change-tag',
    'saved-replies',
    'edit-saved-reply',
    'remove-saved-reply',
    'try-routing',
  ]

  test.each(tended)('%s is refused to everybody else, pressed or submitted', async (id) => {
    const { db } = database()
    const { alan } = await company(db)
    await db.update(agents).set({ seenAt: nine })
    const button = listButtons.find((one) => one.id === id)
    if (!button) throw new Error(`There is no ${id}`)
    const from = { slackId: 'U2', trigger: 'T' }
    await expect(button.press(deps(db), '1', alan, from)).rejects.toThrow('Only leads')
    const opened = { id: 'V1', carried: { tag: 'late' } }
    if (button.submit) await expect(button.submit(deps(db), valuesOf({}), alan, opened)).rejects.toThrow('Only leads')
  })

  test('nor can anybody else open a setting, or keep a saved reply from a window that is open', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    await db.update(agents).set({ seenAt: nine })
    await expect(editSetting(deps(db), 'reminders/', { slackId: 'U2', trigger: 'T' })).rejects.toThrow('Only leads')
    const acting = {
      ...actingFor(deps(db)),
      ticket: await ticket(db, account),
      by: alan,
      now: nine,
      tell: async () => {},
    }
    const window = { viewId: 'V1', values: valuesOf({}), carried: { ticket: 0, at: 0 }, again: () => expect.fail() }
    await expect(saveReplyButton.submit?.({ ...acting, ...window })).rejects.toThrow('Only leads')
  })
})

function deps(db: Db): Pressing {
  const accountOf = () => {
    throw new Error('No account is needed here.')
  }
  return pressing(db, 'http://127.0.0.1:1/', { networks: new Map(), accountOf })
}
