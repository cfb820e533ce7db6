import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { State } from '../state.ts'
import { fairWeather, weatherId } from '../weather.ts'

interface Answer {
  status: number
  body: object
}

/** Answers as the network feels today: at once, late, with a refusal, or never, though it did what was asked. */
export async function underWeather(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Answer,
  act: () => Answer,
) {
  const { network } = state.weather.get(weatherId) ?? fairWeather
  const writes = request.method !== 'GET'
  if (network === 'slow') await wait(8_000)
  const answer = network === 'refusing' && writes ? refusal : act()
  if (network === 'losing' && writes) return void response.destroy()
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
}
