import { run } from './run.ts'

await run('accounts', process.argv.slice(2))
