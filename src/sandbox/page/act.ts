/** Asks the sandbox to do something as the person this window belongs to. */
export async function act<Answer>(deed: string, given: Record<string, unknown> = {}): Promise<Answer> {
  const response = await fetch(`/sandbox/do/${deed}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: me(), ...given }),
  })
  const answer = await response.json()
  if (!response.ok || answer.error) throw new Error(answer.error ?? 'The sandbox did not answer.')
  return answer
}

export function me(): string {
  return new URLSearchParams(location.search).get('as') ?? 'grace'
}
