import { run } from './run.ts'

await run('rotate-key', process.argv.slice(2))
