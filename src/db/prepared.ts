import type postgres from 'postgres'

type Work = (tx: postgres.TransactionSql) => unknown

/**
 * Lets the server plan each statement once for each connection: asked the second time it costs one round trip instead of
 * two. Drizzle would prepare only what is given a name. Not behind a pooler, where the next statement may be on another line.
 */
export function prepared(sql: postgres.Sql): postgres.Sql {
  const begin = sql.begin.bind(sql)
  return Object.assign(preparing(sql), { begin: (work: Work) => begin((tx) => work(within(tx))) })
}

function within(tx: postgres.TransactionSql): postgres.TransactionSql {
  const { savepoint } = tx
  return Object.assign(preparing(tx), { savepoint: (work: Work) => savepoint((inner) => work(within(inner))) })
}

function preparing<T extends Pick<postgres.Sql, 'unsafe'>>(on: T): T {
  const { unsafe } = on
  return Object.assign(on, {
    unsafe: (...[query, given, options]: Parameters<typeof unsafe>) =>
      unsafe(query, given, { ...options, prepare: true }),
  })
}
