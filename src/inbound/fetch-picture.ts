import { type Account, type Attachment, type Network, NetworkError } from '../networks/network.ts'
import { fetchSafely } from './fetch-safely.ts'
import { pictureKind } from './picture-kind.ts'

export interface Picture {
  bytes: Buffer
  /** Also the ending of its name. */
  kind: 'png' | 'jpg' | 'gif'
}

/** Fetches a picture from its network's own hosts, or from those the operator has named. Throws `NetworkError`. */
export async function fetchPicture(network: Network, attachment: Attachment, account: Account): Promise<Picture> {
  const { media, label } = network
  const where = (await media?.locate?.(attachment, account)) ?? { url: attachment.url }
  const bytes = await fetchSafely(where, {
    hosts: [...(media?.hosts ?? []), ...(media?.hostsOf?.(account) ?? [])],
    origins: [account.apiUrl, ...(media?.origins?.(account) ?? [])].flatMap(
      (url) => URL.parse(url ?? '')?.origin ?? [],
    ),
    label,
  })
  const kind = pictureKind(bytes)
  if (!kind) throw new NetworkError('It is no picture of a kind that Slack shows.', { permanent: true })
  return { bytes, kind }
}
