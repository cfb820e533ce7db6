import { randomBytes } from 'node:crypto'
import { type Connected, type Network, NetworkError } from '../network.ts'
import { webAddress } from '../web-address.ts'

/** Nothing is called: the source may not run yet. */
export const connect: Network['connect'] = {
  fields: [
    { name: 'name', asks: 'A name for this source, as in its address /webhooks/custom/<name>' },
    { name: 'secret', asks: 'The signing secret, whsec_… (empty: one is made)', secret: true, optional: true },
    { name: 'callback', asks: 'The address that takes replies (empty: none)', optional: true },
    { name: 'media', asks: 'Where its pictures lie, besides the callback: addresses, by commas', optional: true },
    { name: 'label', asks: 'What people call it, such as Shop chat (empty: Custom)', optional: true },
    { name: 'as', asks: 'Who we are there, such as Lumen (empty: its name)', optional: true },
  ],
  async check({ name = '', secret, callback, media, label, as }, _, kept): Promise<Connected> {
    if (!/^[\w.-]{1,64}$/.test(name)) throw refusal('The name may hold letters, digits, dot, dash and underscore.')
    if (secret && !isSecret(secret))
      throw refusal('The secret must be whsec_ and at least 16 bytes in base64. Leave it out and one is made.')
    if (callback) webAddress('callback', callback)
    for (const address of media ? media.split(',') : []) webAddress('media', address.trim())
    if (label && !/^[^<>&|*_~`]{1,40}$/.test(label))
      throw refusal('The label may have 40 characters, none of <>&|*_~`.')
    const known = secret || (await kept?.(name))?.secret
    const made = `whsec_${randomBytes(32).toString('base64')}`
    return {
      networkId: name,
      name,
      credentials: { secret: known || made },
      options: { ...(callback && { callback }), ...(media && { media }), ...(label && { label }), ...(as && { as }) },
      say: known ? undefined : `Sign with ${made} (shown only now).`,
    }
  },
}

function isSecret(secret: string): boolean {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? []
  return base64 !== undefined && base64.length % 4 === 0 && Buffer.from(base64, 'base64').length >= 16
}

function refusal(sentence: string): NetworkError {
  return new NetworkError(sentence, { permanent: true })
}
