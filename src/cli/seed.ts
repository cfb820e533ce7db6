import { run } from './run.ts'

await run('seed', process.argv.slice(2))
