import { expect, test } from 'vitest'
import { accounts, workspaces } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { accountNamed } from '../../src/inbound/accounts.ts'
import { facebook } from '../../src/networks/facebook/index.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('an account by its network’s own id', (database) => {
  test('is that of our workspace, though another one has connected the same page before', async () => {
    const { db } = database()
    await company(db)
    await db.insert(workspaces).values({ id: 'T2', name: 'Foreign Ltd', createdAt: nine })
    const seal = sealWith(Buffer.alloc(32))
    const connect = (workspaceId: string) =>
      db.insert(accounts).values({
        ...{ workspaceId, network: 'facebook', networkId: '10', name: `Lumen on ${workspaceId}` },
        ...{ credentials: seal.seal({ token: workspaceId }), connectedAt: nine, since: nine },
      })
    const found = async () => {
      const deps = { db, seal, workspaceId: 'T1', networks: new Map([['facebook', facebook]]) }
      return (await accountNamed(deps, ['facebook'], '10', undefined))?.account
    }
    await connect('T2')
    expect(await found()).toBeUndefined()
    await connect('T1')
    expect(await found()).toMatchObject({ name: 'Lumen on T1', credentials: { token: 'T1' } })
  })
})
