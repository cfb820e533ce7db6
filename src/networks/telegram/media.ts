import { z } from 'zod'
import { type Network, NetworkError } from '../network.ts'
import { address, botApi } from './bot-api.ts'

/** A file's address holds the token and lives for an hour: it is for fetching only, never for showing. Up to 20 MB. */
export const media: Network['media'] = {
  hosts: ['api.telegram.org'],
  async locate({ url }, account) {
    const file_id = url.slice(url.lastIndexOf('/') + 1)
    const file = await botApi(account, { method: 'getFile', json: { file_id }, result: z.object({ file_path: path }) })
    if (!file.file_path) throw new NetworkError('Telegram no longer has this file.', { permanent: true })
    return { url: `${account.apiUrl ?? address}/file/bot${account.credentials.token}/${file.file_path}` }
  },
}

const path = z.string().optional()
