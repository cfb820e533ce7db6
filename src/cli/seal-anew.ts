import { accounts } from '../db/schema.ts'
import type { Keys, Seal } from '../db/seal.ts'
import { eq } from '../db/sql.ts'
import { type CliCommand, type Context, type Io, Unusable } from './context.ts'

/**
 * `rotate-key`: seals every account's credentials with the newest key, in one transaction. The key belongs to the
 * installation, so this is the one query that is not of one workspace.
 */
export const sealAnew: CliCommand = ({ db, seal }, _args, io) => {
  const before = turns.get(seal.keys) ?? Promise.resolve()
  const rotation = before.then(() => rotate(db, seal, io))
  turns.set(
    seal.keys,
    rotation.catch(() => {}),
  )
  return rotation
}

/** One after the other: the first to end would forget the key that the other has just made, and sealed with. */
const turns = new WeakMap<Keys, Promise<unknown>>()

async function rotate(db: Context['db'], seal: Seal, io: Io): Promise<number> {
  const { keys } = seal
  if (!keys.make && keys.all.length < 2)
    throw new Unusable(
      'ENCRYPTION_KEY holds one key. Put a new one before it, with a comma between (openssl rand -base64 32), restart Roost everywhere, and run this again.',
    )
  keys.make?.()
  const sealed = await db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: accounts.id, credentials: accounts.credentials })
      .from(accounts)
      .orderBy(accounts.id)
      .for('update')
    for (const { id, credentials } of rows)
      await tx
        .update(accounts)
        .set({ credentials: seal.seal(seal.open(credentials)) })
        .where(eq(accounts.id, id))
    return rows.length
  })
  keys.forget?.()
  const next = keys.forget ? '' : ' Take the others out of ENCRYPTION_KEY, and restart Roost.'
  await io.out(`${sealed === 1 ? '1 account is' : `${sealed} accounts are`} sealed with the new key.${next}`)
  return 0
}
