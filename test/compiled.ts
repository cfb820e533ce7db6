import { join } from 'node:path'

/** A start is mostly compiling, and the tests start the program hundreds of times: what is compiled is kept between them. */
export const compiled = { NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/roost') }
