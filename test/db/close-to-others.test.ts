import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { privateFolder } from '../../src/db/close-to-others.ts'
import { openDatabase } from '../../src/db/connect.ts'
import { keysIn } from '../../src/db/seal.ts'
import { openStore } from '../../src/sandbox/store.ts'

let dataDir: string
/** Made before Roost came, and open to everybody. */
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'roost-closed-'))
  chmodSync(dataDir, 0o755)
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))
const modeOf = (name: string) => (statSync(join(dataDir, name)).mode & 0o777).toString(8)

test('what customers wrote is read by nobody else on the machine, whatever the folder around it lets in', async () => {
  const database = await openDatabase({ url: undefined, dataDir })
  expect(modeOf('postgres')).toBe('700')
  await database.close()
  chmodSync(join(dataDir, 'postgres'), 0o755)
  await (await openDatabase({ url: undefined, dataDir })).close()
  expect(modeOf('postgres')).toBe('700')
})

test('the sandbox is closed to others as well', () => {
  mkdirSync(join(dataDir, 'sandbox'), { mode: 0o755 })
  openStore(join(dataDir, 'sandbox')).close()
  expect(modeOf('sandbox')).toBe('700')
})

test('a key that was brought back from a copy is its owner’s alone', () => {
  keysIn([], dataDir)
  chmodSync(join(dataDir, 'encryption.key'), 0o644)
  keysIn([], dataDir)
  expect(modeOf('encryption.key')).toBe('600')
})

test.skipIf(process.platform !== 'linux')('what knows no modes is used as it is', () => {
  expect(() => privateFolder('/proc/self')).not.toThrow()
})
