import { WebClient, type WebClientOptions } from '@slack/web-api'

/**
 * Two clients, because one 429 pauses a whole client. Neither retries by itself: a post sent again after a lost answer
 * would stand there twice, and a press has only three seconds. `draw.ts` and the agent decide what happens next.
 */
export function clients(token: string, slackApiUrl: string) {
  return {
    drawing: new WebClient(token, { ...optionsFor(slackApiUrl), timeout: 10_000 }),
    pressing: new WebClient(token, { ...optionsFor(slackApiUrl), timeout: 2500 }),
  }
}

export function optionsFor(slackApiUrl: string): WebClientOptions {
  return {
    slackApiUrl: slackApiUrl.endsWith('/') ? slackApiUrl : `${slackApiUrl}/`,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
  }
}
