import { run } from './run.ts'

await run('replay', process.argv.slice(2))
