import { enableCompileCache, registerHooks } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'

// A start is mostly reading and compiling. What is compiled is kept until the next one, which has to be asked for before
// anything else is loaded. This file is no TypeScript, so that a start that finds all of it there need not load the compiler.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/roost'))
// Files name each other by their whole path, and a package is the same for all of ours: hundreds of looks on the disk are a
// sixth of a start.
const packages = new Map()
registerHooks({
  resolve(name, context, next) {
    if (/^\.\.?\/.*\.[jt]s$/.test(name)) {
      const format = name.endsWith('.ts') ? 'module-typescript' : undefined
      return { url: new URL(name, context.parentURL).href, format, shortCircuit: true }
    }
    if (name.startsWith('.') || !context.parentURL?.endsWith('.ts')) return next(name, context)
    if (!packages.has(name)) packages.set(name, { ...next(name, context), shortCircuit: true })
    return packages.get(name)
  },
})
const { run } = await import('./run.ts')
await run()
// Left to itself the engine lets what is no longer needed grow to three times what is, so memory swings between 300 and 490 MB
// under load; cleared away at half, it stays at 300, and as many deliveries are taken in. Not while it starts: nothing is
// cleared away then but what was just loaded.
setFlagsFromString('--heap-growing-percent=50')
