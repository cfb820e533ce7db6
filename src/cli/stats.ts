import { run } from './run.ts'

await run('stats', process.argv.slice(2))
