/** Answers through a `response_url`. False: it has expired, is used up, or Slack did not take it. */
export async function respond(url: string, body: object): Promise<boolean> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(2500),
  }).catch(() => undefined)
  return answer?.ok ?? false
}
