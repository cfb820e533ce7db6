import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { desk, type Seen, words } from '../desk.ts'

test('killed at any moment and started again, Roost says each reminder once', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'roost-killed-'))
  let it = await desk({ dataDir })
  try {
    await it.write({ text: 'Where is parcel 12?' })
    await it.press('Claim', 'parcel 12')
    await it.until((all) =>
      all.messages.find((one) => /Grace\* took this/.test(words(one)) && /parcel 12/.test(words(one))),
    )
    for (const [minutes, said] of [
      [46, /has waited 4\d min\. Reply by/],
      [16, /has waited 1 h \d min\. The promise was/],
    ] as const) {
      // Killed right after the moment has come, whether or not it has been said by then.
      await it.does('clock', { minutes })
      await it.kill()
      it = await desk({ dataDir })
      await it.until((all) => reminders(all, said).length > 0)
      await it.kill()
      it = await desk({ dataDir })
    }
    await it.does('clock', { minutes: 5 })
    const all = await it.sees()
    expect(reminders(all, /has waited 4\d min\. Reply by/)).toHaveLength(1)
    expect(reminders(all, /The promise was/)).toHaveLength(1)
    expect(reminders(all, /^<@U0GRACE001> \d+ tickets? (is|are) late/).length).toBeLessThanOrEqual(1)
  } finally {
    await it.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 240_000)

/** Those that call Grace about her ticket; an edit in place changes no count. */
function reminders(all: Seen, said: RegExp) {
  return all.messages.filter((one) => words(one).includes('<@U0GRACE001>') && said.test(words(one)))
}
