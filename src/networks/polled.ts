import type { Incoming, Polled } from './network.ts'

type Reader = (json: unknown, account: string) => Incoming[]

/** Reads the members of a list one by one; one that cannot be read bears what it takes to read it again. */
export function readEach(list: string, members: unknown[], read: (json: unknown) => Incoming[], context?: unknown) {
  return members.flatMap((json) => read(json).map((one) => bearing(one, { list, context, json })))
}

export function bearing(one: Incoming, polled: Polled): Incoming {
  return one.is === 'unreadable' ? { ...one, polled } : one
}

/** Reads a kept member by the reader of its list. */
export function readAgain(readers: Record<string, Reader>, { list, json }: Polled, account: string): Incoming[] {
  return readers[list]?.(json, account) ?? unknownList(list)
}

export function unknownList(list: string): Incoming[] {
  return [{ is: 'unreadable', why: `unknown list: ${list}` }]
}
