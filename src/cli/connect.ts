import { filledIn } from './filled-in.ts'
import { run } from './run.ts'

await run('connect', await filledIn(process.argv.slice(2)))
