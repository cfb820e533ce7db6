import type postgres from 'postgres'

type Work = (tx: postgres.TransactionSql) => unknown

/**
 * postgres.js takes a failed transaction back on its own connection, also where that is what failed. Writing to a closed
 * one ends the whole process, or lands in another transaction once it is open again (porsager/postgres#1208, #1216). The
 * server has taken it back by itself then; so such work never goes on, and `begin` rejects as soon as it sees the end.
 */
export function leaveClosed(sql: postgres.Sql): postgres.Sql {
  const begin = sql.begin.bind(sql)
  return Object.assign(sql, { begin: (work: Work) => begin((tx) => untilClosed(tx, work, {})) })
}

async function untilClosed(tx: postgres.TransactionSql, work: Work, line: { gone?: unknown }): Promise<unknown> {
  const { unsafe, savepoint } = tx
  Object.assign(tx, {
    unsafe: (...given: Parameters<typeof unsafe>) => {
      if (line.gone) throw line.gone
      return unsafe(...given)
    },
    savepoint: (within: Work) => savepoint((inner) => untilClosed(inner, within, line)),
  })
  try {
    return await work(tx)
  } catch (error) {
    if (!isGone(error)) throw error
    line.gone = error
    return new Promise(() => {})
  }
}

function isGone(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && /^(CONNECTION_|ECONN|EPIPE|ETIMEDOUT|57P0)/.test(String(cause.code))) return true
  return false
}
