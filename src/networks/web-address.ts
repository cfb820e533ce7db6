import { NetworkError } from './network.ts'

/** Whether it can be called as it stands: no name or password in it, which `fetch` refuses and a log or a card would show. */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password
}

/** Refuses what somebody has given as an address, without repeating it. */
export function webAddress(name: string, text: string): void {
  if (isWebAddress(text)) return
  throw new NetworkError(
    `${name}= must be an http or https address without a name or password in it, such as https://shop.example/roost.`,
    { permanent: true },
  )
}
