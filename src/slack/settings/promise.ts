import type { Settings, SettingsJson } from '../../settings/settings.ts'
import { asJson } from '../../settings/stored.ts'
import { preview } from '../../sla/preview.ts'
import { aroundTheClock } from '../../sla/schedule.ts'
import { targetInWords } from '../../sla/target-in-words.ts'
import type { Target } from '../../sla/targets.ts'
import { tellingMoments } from '../../sla/telling-moments.ts'
import { radio, textInput } from '../inputs.ts'
import { inert } from '../text.ts'
import { ANY, accountCondition, condition, named, placeCondition, priorityCondition } from './conditions.ts'
import type { Setting, Typed } from './setting.ts'

const METRICS = ['firstReply', 'nextReply', 'resolution'] as const
const CONDITIONS = ['account', 'place', 'priority', 'tag'] as const

/** Counted in the team's own hours where it has any. */
function newOne({ schedules }: Settings): NonNullable<SettingsJson['targets']>[number] {
  return { firstReply: '1h', schedule: schedules[0]?.name }
}

export const promise: Setting = {
  id: 'promise',
  title: 'Promises',
  add: 'Add a Promise',

  rows({ team, targets }) {
    const rows = team.targets.map((target, place) => ({ which: String(place), says: inWords(target) }))
    const withoutSettings = targets.map((target) => ({ which: '', says: `${inWords(target)} _(until you add one)_` }))
    return rows.length > 0 ? rows : withoutSettings
  },

  typed({ team }, which) {
    const target = which === '' ? newOne(team) : asJson(team).targets?.[Number(which)]
    if (!target) return undefined
    const { when = {}, schedule = ANY } = target
    const { account = ANY, place = ANY, priority = ANY, tag = '' } = when
    const { firstReply = '', nextReply = '', resolution = '' } = target
    const typed: Typed = { account, place, priority, tag, firstReply, nextReply, resolution, schedule }
    return which === '' ? typed : { ...typed, keep: 'keep' }
  },

  inputs: (typed, { stored, accounts }) => [
    accountCondition('Account', accounts, typed),
    placeCondition(typed),
    priorityCondition('Any priority', typed),
    textInput({ id: 'tag', label: 'Tag', hint: 'Empty: any.', initial: typed.tag, most: 60, optional: true }),
    length('firstReply', 'First reply within', 'Such as 15m, 1h or 1h30m. Empty: not promised.', typed),
    length('nextReply', 'Each next reply within', 'Counted from the oldest message without an answer.', typed),
    length('resolution', 'Solved within', 'It rests while it is the customer’s turn.', typed),
    condition('schedule', 'Counted in', 'Day and night', named(stored.team.schedules.map(({ name }) => name)), typed),
    ...(typed.keep
      ? [
          radio({
            id: 'keep',
            label: 'This promise',
            choices: [
              ['keep', 'Keep it'],
              ['remove', 'Remove it'],
            ],
            initial: typed.keep,
          }),
        ]
      : []),
  ],

  change(typed, which, { stored }) {
    const json = asJson(stored.team)
    const all = json.targets ?? []
    const place = which === '' ? all.length : Number(which)
    if (typed.keep === 'remove') return { json: { ...json, targets: all.toSpliced(place, 1) }, path: [] }
    const given = (id: string) => {
      const value = typed[id]?.trim()
      return value && value !== ANY ? { [id]: value } : {}
    }
    const target = {
      when: Object.assign({}, ...CONDITIONS.map(given)),
      ...Object.assign({}, ...METRICS.map(given)),
      ...given('schedule'),
    }
    if (!METRICS.some((metric) => metric in target))
      return { errors: { firstReply: 'Write how soon, here or in one of the two fields below.' } }
    return { json: { ...json, targets: all.toSpliced(place, 1, target) }, path: ['targets', place] }
  },

  preview(team, [, place], { stored }, now) {
    const target = team.targets[Number(place)]
    if (!target) return ['This is not promised any more.', ...left(team)]
    const schedule = team.schedules.find(({ name }) => name === target.schedule)
    const hours = schedule ?? { ...aroundTheClock, zone: stored.zone }
    const [from = now] = tellingMoments(hours, now)
    return [
      `${inWords(target)}.`,
      ...(target.firstReply ? [`${preview(hours, from, target.firstReply, now)}.`] : []),
      ...left(team),
    ]
  },
}

function inWords(target: Target): string {
  return METRICS.flatMap((metric) => (target[metric] ? inert(targetInWords(target, metric)) : [])).join('\n')
}

/** Says it when some tickets are promised nothing, which is easily overlooked. */
function left({ targets }: Settings): string[] {
  const forAll = targets.some(({ when, firstReply }) => firstReply && Object.values(when).every((one) => !one))
  return forAll || targets.length === 0 ? [] : ['Tickets that fit none of your promises are promised no first reply.']
}

function length(id: string, label: string, hint: string, typed: Typed) {
  return textInput({ id, label, hint, initial: typed[id], most: 20, optional: true })
}
