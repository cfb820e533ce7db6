/** `refused`: it has expired, is used up, or Slack did not like it. `lost`: nobody answered, and Slack may still take it. */
export type Taken = 'taken' | 'refused' | 'lost'

/** Answers through a `response_url`. */
export async function respond(url: string, body: object): Promise<Taken> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(2500),
  }).catch(() => undefined)
  return answer ? (answer.ok ? 'taken' : 'refused') : 'lost'
}
