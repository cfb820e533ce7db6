import { enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'

// A start is mostly reading and compiling. What is compiled is kept until the next one, which has to be asked for before
// anything else is loaded. This file is no TypeScript, so that a start that finds all of it there need not load the compiler.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/roost'))
// Node reads a package's description anew for each `.js` of it, and the ORM's has 180 kB: a second at each start. What ends in
// `.cjs` needs no description.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, specifier.startsWith('drizzle-orm') ? { ...context, conditions: ['node', 'require'] } : context),
})
// Left to itself the engine lets what is no longer needed grow to three times what is, so memory swings between 300 and 490 MB
// under load; cleared away at half, it stays at 320, and as many deliveries are taken in.
setFlagsFromString('--heap-growing-percent=50')
const { run } = await import('./run.ts')
await run()
