import { resolve } from 'node:path'
import { run } from './run.ts'

// The app that carries it out may run in another folder.
await run(
  'import',
  process.argv.slice(2).map((file) => (file === '-' ? file : resolve(file))),
)
