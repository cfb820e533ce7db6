import { expect, test } from 'vitest'
import { readQuestion, Unclear } from '../../src/stats/question.ts'

const known = {
  accounts: [
    { id: 1, name: 'shop', network: 'custom' },
    { id: 2, name: 'Lumen Berlin', network: 'facebook' },
    { id: 3, name: 'Lumen Paris', network: 'facebook' },
  ],
  agents: [
    { id: 1, name: 'Grace', slackId: 'U1' },
    { id: 2, name: 'Alan', slackId: 'U2' },
    { id: 3, name: 'Grace', slackId: null },
  ],
  channels: [{ id: 'C1', name: 'social' }],
  tags: ['late delivery', 'login'],
}
const today = Temporal.PlainDate.from('2026-11-12')
const read = (text: string) => readQuestion(text, known, today)
const refused = (text: string) => {
  try {
    read(text)
  } catch (error) {
    if (error instanceof Unclear) return error.message
  }
  return 'was read'
}

test('without a word it is about today', () => {
  const { days, only, span, about } = read('  ')
  expect(`${days.from}..${days.to}`).toBe('2026-11-12..2026-11-13')
  expect({ only, span, about }).toEqual({ only: {}, span: 'today', about: '' })
})

test('days, agent, tag, network and channel in any order', () => {
  const { days, only, about } = read('#late-delivery @grace 2026-11-01..2026-11-05 Facebook <#C1|social>')
  expect(`${days.from}..${days.to}`).toBe('2026-11-01..2026-11-05')
  expect(only).toEqual({ tag: 'late delivery', agentIds: [1, 3], accountIds: [2, 3], channelId: 'C1' })
  expect(about).toBe('late delivery, Grace, facebook, #social')
})

test('mentions as Slack sends them, and as people type them', () => {
  expect(read('<@U2|alan>').only).toEqual({ agentIds: [2] })
  expect(read('<@U2>').only).toEqual({ agentIds: [2] })
  expect(read('@Alan').only).toEqual({ agentIds: [2] })
  expect(read('#social').only).toEqual({ channelId: 'C1' })
  expect(read('#"late delivery"').only).toEqual({ tag: 'late delivery' })
  expect(read('“Lumen Paris”').only).toEqual({ accountIds: [3] })
  expect(read('review').only).toEqual({ place: 'review' })
})

test('a wrong word answers with the nearest right one', () => {
  expect(refused('yesteday')).toBe('“yesteday” is nothing I know. Did you mean yesterday?')
  expect(refused('@Allan')).toBe('“@Allan” is nothing I know. Did you mean @Alan?')
  expect(refused('#late')).toBe('“#late” is nothing I know. Did you mean #late-delivery?')
  expect(refused('facebok')).toBe('“facebok” is nothing I know. Did you mean facebook?')
  expect(refused('2026-11-15..2026-11-01')).toMatch(/no span of days. Try today, yesterday/)
  expect(refused('xyzzyplugh')).toMatch(/Try today, .* an @agent, a #tag, a network or a channel/)
  expect(refused('today 7d')).toBe('Name one span of days: today or 7d.')
})
