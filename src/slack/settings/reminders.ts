import { readStepLines, writeStepLines } from '../../settings/step-lines.ts'
import { asJson } from '../../settings/stored.ts'
import { durationInWords } from '../../sla/duration-in-words.ts'
import type { Ladder, Step } from '../../sla/ladder.ts'
import { select, textInput, usersSelect } from '../inputs.ts'
import { inert } from '../text.ts'
import type { Setting } from './setting.ts'

/** Quiet outside the hours by which each promise is counted. */
const OWN = 'own'

export const reminders: Setting = {
  id: 'reminders',
  title: 'Reminders',

  rows: ({ team }) => [{ which: '', says: ladderInWords(team.reminders).join('\n') }],

  typed({ team }) {
    const { reminders = {}, closeAfter = 'never' } = asJson(team)
    return {
      steps: writeStepLines(team.reminders.steps),
      releaseAfter: reminders.releaseAfter ?? 'never',
      closeAfter,
      schedule: reminders.schedule ?? OWN,
      window: reminders.windowAlways ? 'always' : 'hours',
      duty: (reminders.duty ?? []).join(','),
    }
  },

  inputs: (typed, { stored }) => [
    textInput({
      id: 'steps',
      label: 'Who is told, and when',
      hint: 'One a line: unclaimed, claimed or any; a share of the promised time; channel, duty, owner or leads. Add always to say it outside opening hours too.',
      initial: typed.steps,
      multiline: true,
      optional: true,
    }),
    usersSelect({
      id: 'duty',
      label: 'On duty',
      hint: 'Mentioned when nobody has a ticket near its promise. Empty: the leads.',
      initial: typed.duty?.split(',').filter(Boolean),
      optional: true,
    }),
    textInput({
      id: 'releaseAfter',
      label: 'Offer a late ticket again when its owner is silent for',
      hint: 'Such as 2h, or never.',
      initial: typed.releaseAfter,
      most: 20,
    }),
    textInput({
      id: 'closeAfter',
      label: 'Close a ticket when the customer is silent for',
      hint: 'Such as 3d, or never. It does not count as resolved.',
      initial: typed.closeAfter,
      most: 20,
    }),
    select({
      id: 'schedule',
      label: 'Quiet outside of',
      choices: [
        [OWN, 'The hours of each promise'],
        ...stored.team.schedules.map(({ name }): [string, string] => [name, name]),
      ],
      initial: typed.schedule,
    }),
    select({
      id: 'window',
      label: 'When a network is about to take no more replies',
      choices: [
        ['hours', 'Say it in opening hours, in time to act'],
        ['always', 'Say it 15 minutes before, at any hour'],
      ],
      initial: typed.window,
    }),
  ],

  change(typed, _which, { stored }) {
    const read = readStepLines(typed.steps ?? '')
    if ('refused' in read)
      return {
        errors: {
          steps: `“${read.refused}” is no reminder. Write it as: unclaimed 50% channel, or claimed 100% owner always.`,
        },
      }
    const json = asJson(stored.team)
    const { releaseAfter, closeAfter, schedule = OWN, window, duty = '' } = typed
    const reminders = {
      ...read,
      releaseAfter,
      windowAlways: window === 'always',
      ...(duty ? { duty: duty.split(',') } : {}),
      ...(schedule === OWN ? {} : { schedule }),
    }
    return { json: { ...json, closeAfter, reminders }, path: ['reminders'] }
  },

  preview: (team) => ['For a promise of 1 hour:', ...ladderInWords(team.reminders)],
}

/** "A ticket nobody has: the channel after 30 min, those on duty after 45 min." for a promise of an hour. */
function ladderInWords({ steps, releaseAfter }: Ladder): string[] {
  const of = (ticket: Step['ticket'], who: string) => {
    const fitting = steps.filter((step) => step.ticket === ticket).toSorted((a, b) => a.at - b.at)
    return fitting.length ? [`${who}: ${fitting.map(stepInWords).join(', ')}.`] : []
  }
  const release = releaseAfter
    ? [`Late, and its owner silent for ${durationInWords(releaseAfter)}: offered to everybody again.`]
    : []
  const all = [
    ...of('unclaimed', 'A ticket nobody has'),
    ...of('claimed', 'One that somebody has'),
    ...of('any', 'Any'),
  ]
  return [...(all.length ? all : ['Nobody is reminded of anything.']), ...release].map(inert)
}

const told = { channel: 'the channel', duty: 'those on duty', owner: 'its owner', leads: 'the leads' }

function stepInWords({ at, tell, always }: Step): string {
  const time = durationInWords(Temporal.Duration.from({ seconds: Math.round((at * 3600) / 100) }))
  return `${told[tell]} after ${time}${always ? ', at any hour' : ''}`
}
