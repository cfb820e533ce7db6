import { NetworkError } from '../network.ts'

/**
 * WhatsApp's own codes, for answers and for failures that come later alike; undefined for those of Graph itself.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
export function meaning(code: number, details: string): NetworkError | undefined {
  if (code === 131047 || /24 hours have passed/i.test(details))
    return permanent('WhatsApp says the conversation is closed. Wait until they write again, or send a template.')
  if (code === 131056) return later('WhatsApp asks us to write to this person more slowly.', 6)
  if (code === 130429) return later('WhatsApp asks us to slow down.', 60)
  return sentences[code]?.()
}

const sentences: Record<number, () => NetworkError> = {
  0: () => account("no longer accepts this account's token. Connect it again."),
  131005: () => account('says the app lacks a permission for this. Grant it, then connect again.'),
  131031: () => account('has locked this account. See its support inbox there.'),
  131042: () => account('wants the payment of this account to be settled first.'),
  131048: () => account('holds messages of this number back, as a guard against spam. See its quality there.'),
  131026: () => permanent('WhatsApp cannot deliver to this person. Close the ticket, or answer another way.'),
  131030: () => permanent('WhatsApp lets this test number write only to people on its list. Add them there.'),
  131051: () => permanent('WhatsApp does not take messages of this kind.'),
  131053: () => permanent('WhatsApp could not take the file.'),
}

function account(says: string): NetworkError {
  return new NetworkError(`WhatsApp ${says}`, { account: true })
}

function permanent(sentence: string): NetworkError {
  return new NetworkError(sentence, { permanent: true })
}

function later(sentence: string, seconds: number): NetworkError {
  return new NetworkError(sentence, { retryAfter: Temporal.Duration.from({ seconds }) })
}
