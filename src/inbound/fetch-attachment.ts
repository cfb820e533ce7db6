import { type Account, type Attachment, type Network, NetworkError } from '../networks/network.ts'
import { fetchSafely } from './fetch-safely.ts'
import { endingOf, isSvg, pictureKind } from './file-kind.ts'

export interface Fetched {
  bytes: Buffer
  /** The ending of its name; of a picture what its bytes say. */
  kind: string
}

/** Fetches a file from its network's own hosts, or from those the operator has named. Throws `NetworkError`. */
export async function fetchAttachment(network: Network, attachment: Attachment, account: Account): Promise<Fetched> {
  const { media, label } = network
  const where = (await media?.locate?.(attachment, account)) ?? { url: attachment.url }
  const bytes = await fetchSafely(where, {
    hosts: [...(media?.hosts ?? []), ...(media?.hostsOf?.(account) ?? [])],
    origins: [account.apiUrl, ...(media?.origins?.(account) ?? [])].flatMap(
      (url) => URL.parse(url ?? '')?.origin ?? [],
    ),
    label,
  })
  const isPicture = attachment.type === 'image'
  const kind = isPicture ? pictureKind(bytes) : endingOf(bytes, attachment)
  if (!kind) throw new NetworkError('It is no picture of a kind we know.', { permanent: true })
  if (!isPicture && isSvg(bytes, attachment.name))
    throw new NetworkError('It is an SVG, which Roost does not pass on.', { permanent: true })
  return { bytes, kind }
}
