import { connectAccount } from './connect-account.ts'
import type { CliCommand } from './context.ts'
import { exportRows } from './export-rows.ts'
import { importHistory } from './import-history.ts'
import { listAccounts } from './list-accounts.ts'
import { moveSettings } from './move-settings.ts'
import { replayDeliveries } from './replay-deliveries.ts'
import { sealAnew } from './seal-anew.ts'
import { seedCompany } from './seed-company.ts'
import { showStats } from './show-stats.ts'

/** What a running app carries out for a command of another process. */
export const commands: Record<string, CliCommand> = {
  connect: connectAccount,
  accounts: listAccounts,
  replay: replayDeliveries,
  settings: moveSettings,
  stats: showStats,
  export: exportRows,
  import: importHistory,
  'rotate-key': sealAnew,
  seed: seedCompany,
}
