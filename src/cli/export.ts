import { run } from './run.ts'

await run('export', process.argv.slice(2))
