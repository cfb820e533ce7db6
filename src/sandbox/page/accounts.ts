import type { AccountView } from '../world/world.ts'

/** Our accounts out there; the server writes them into the page. */
export const accounts: AccountView[] = JSON.parse(document.getElementById('accounts')?.textContent ?? '[]')
