import { expect, test } from 'vitest'
import { claimDigest, lastDigest } from '../../src/stats/claim-digest.ts'
import { onEveryDatabase } from '../database.ts'
import { at, company } from './company.ts'

onEveryDatabase('the digest of a channel and a day', (database) => {
  test('ten who want to post it at once: one does', async () => {
    const { db } = database()
    await company(db)
    const digest = {
      ...{ workspaceId: 'T1', channelId: 'C1T1', day: '2026-11-12' },
      ...{ since: at('2026-11-11T08:00:00Z'), until: at('2026-11-12T08:00:00Z') },
    }
    const claims = await Promise.all(Array.from({ length: 10 }, () => claimDigest(db, digest)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await claimDigest(db, { ...digest, channelId: 'C2T1' })).toBeDefined()
  })

  test('the last one tells since when the next counts', async () => {
    const { db } = database()
    await company(db)
    expect(await lastDigest(db, 'T1', 'C1T1', at('2026-11-12T08:00:00Z'))).toBeUndefined()
    for (const day of ['2026-11-12', '2026-11-11'])
      await claimDigest(db, {
        ...{ workspaceId: 'T1', channelId: 'C1T1', day },
        ...{ since: at(`${day}T08:00:00Z`).subtract({ hours: 24 }), until: at(`${day}T08:00:00Z`) },
      })
    expect((await lastDigest(db, 'T1', 'C1T1', at('2026-11-12T08:00:00Z')))?.until.toString()).toBe(
      '2026-11-12T08:00:00Z',
    )
    expect(await lastDigest(db, 'T2', 'C1T1', at('2026-11-12T08:00:00Z'))).toBeUndefined()
  })
})
