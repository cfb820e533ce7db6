import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { errorInWords, readSettings } from '../settings/read-settings.ts'
import { add } from '../sla/add.ts'
import { between } from '../sla/between.ts'
import { momentInWords } from '../sla/moment-in-words.ts'
import type { Schedule } from '../sla/schedule.ts'
import { readCase } from './due-case.ts'

// npm run due -- --settings file.yml --schedule Office < cases.ndjson
// Standard output carries answers only, so that another program can read them.

const schedule = askedFor()
let line = 0
for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  line += 1
  if (text.trim() !== '') process.stdout.write(`${answer(schedule, text, line)}\n`)
}

function answer(schedule: Schedule, text: string, line: number) {
  const read = readCase(text)
  if ('problem' in read) stop(`Line ${line} of the cases: ${read.problem}`)
  if ('to' in read) return JSON.stringify({ minutes: between(schedule, read.from, read.to).total('minutes') })
  const due = add(schedule, read.from, read.openTime)
  return JSON.stringify({ due: due.toString(), words: momentInWords(due, schedule.zone, read.from) })
}

function askedFor(): Schedule {
  const { settings: file, schedule: name } = args()
  const read = readSettings(textOf(file))
  if ('errors' in read) {
    stop([`${file} cannot be used:`, ...read.errors.map((error) => `  ${errorInWords(error)}`)].join('\n'))
  }
  const { schedules } = read.settings
  const schedule = schedules.find((one) => one.name === name)
  if (schedule) return schedule
  return stop(
    `${file} has no schedule named ${name}. It has: ${schedules.map((one) => one.name).join(', ') || 'none'}.`,
  )
}

function args() {
  const options = { settings: { type: 'string' }, schedule: { type: 'string' } } as const
  try {
    const { settings, schedule } = parseArgs({ options }).values
    if (settings !== undefined && schedule !== undefined) return { settings, schedule }
  } catch {}
  return stop('Say which hours to use: npm run due -- --settings file.yml --schedule Office < cases.ndjson')
}

function textOf(file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return stop(`${file} cannot be read. Check its name and that you may read it.`)
  }
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
