import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** The machine's Chromium: told by CHROMIUM, or found in PATH; undefined where there is none. */
export const chromiumPath = process.env.CHROMIUM ?? found(['chromium', 'chromium-browser', 'google-chrome'])

if (!chromiumPath) {
  console.warn('NO CHROMIUM WAS FOUND: the browser tests are skipped. Install one, or name it in CHROMIUM.')
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath && { executablePath: chromiumPath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-domain-reliability',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}

function found(names: string[]): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
