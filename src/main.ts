import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// A start is mostly reading and compiling. What is compiled is kept until the next one, which has to be asked for before
// anything else is loaded.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/roost'))
const { run } = await import('./index.ts')
await run()
