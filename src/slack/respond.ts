import { z } from 'zod'

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
  if (!answer) return 'lost'
  return answer.ok && !(await saysNo(answer)) ? 'taken' : 'refused'
}

const no = z.object({ ok: z.literal(false) })

/** Slack says `ok` or `{"ok":true}`, and may refuse with status 200 as well. What cannot be read is no refusal. */
async function saysNo(answer: Response): Promise<boolean> {
  const body: unknown = await answer.json().catch(() => undefined)
  return no.safeParse(body).success
}
