import { type Document, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { placeOf } from './place-of.ts'
import { type Settings, settingsSchema } from './settings.ts'

/** What is wrong in a settings file and where: counted from 1, the field as `targets[1].firstReply`, a plain sentence. */
export type SettingsError = { line: number; column: number; field: string; sentence: string }

export interface Read {
  settings: Settings
  /** What turns out to be wrong with a value later on, said at its place. */
  wrong(path: (string | number)[], sentence: string): SettingsError
}

/** Reads the text of a settings file: all of it, or everything that is wrong in it, in the file's order. */
export function readSettings(text: string): Read | { errors: SettingsError[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const slips = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    ...place(lines, pos[0]),
    field: '',
    sentence: `This is not valid YAML: ${message}.`.replace(/\.\.$/, '.'),
  }))
  if (slips.length > 0) return { errors: slips }
  const content = contentOf(document)
  if (content === null)
    return { errors: [{ line: 1, column: 1, field: '', sentence: 'The file repeats itself too often.' }] }

  const result = settingsSchema.safeParse(content, { error: sentenceOf })
  const wrong: Read['wrong'] = (path, sentence) => ({
    ...place(lines, placeOf(document, path, false)),
    field: fieldOf({ path }),
    sentence,
  })
  if (result.success) return { settings: result.data, wrong }
  const errors = result.error.issues.flatMap(particular).map((issue) => ({
    ...place(lines, placeOf(document, issue.path, issue.code === 'unrecognized_keys')),
    field: fieldOf(issue),
    sentence: issue.message,
  }))
  return { errors: distinct(errors).toSorted((a, b) => a.line - b.line || a.column - b.column) }
}

/** `line 3, column 12: targets[0].firstReply: "soon" is no length of time. …` */
export function errorInWords({ line, column, field, sentence }: SettingsError): string {
  return `line ${line}, column ${column}: ${field && `${field}: `}${sentence}`
}

function place(lines: LineCounter, offset: number) {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

/** An empty file, or a section without anything in it, asks for what holds without it. Null: too many aliases. */
function contentOf(document: Document): unknown {
  try {
    const content: unknown = document.toJS()
    if (content === null) return {}
    if (typeof content !== 'object' || Array.isArray(content)) return content
    return Object.fromEntries(Object.entries(content).filter(([, section]) => section !== null))
  } catch {
    return null
  }
}

/** Where several forms are possible, what is wrong in the one that came closest; each unknown field by itself. */
function particular(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...issue.path, key] }))
  if (issue.code !== 'invalid_union') return [issue]
  const closest = issue.errors.find((branch) =>
    branch.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  )
  if (!closest) return [issue]
  return closest.flatMap((inner) => particular({ ...inner, path: [...issue.path, ...inner.path] }))
}

/** Hours written once for several days would be refused once for each. */
function distinct(errors: SettingsError[]) {
  const same = (one: SettingsError, other: SettingsError) =>
    one.line === other.line && one.column === other.column && one.sentence === other.sentence
  return errors.filter((error, place) => errors.findIndex((other) => same(error, other)) === place)
}

function fieldOf({ path }: { path: PropertyKey[] }) {
  return path.reduce<string>((field, step) => {
    if (typeof step === 'number') return `${field}[${step}]`
    return field === '' ? String(step) : `${field}.${String(step)}`
  }, '')
}

const wanted: Record<string, string> = { array: 'a list', string: 'text', boolean: 'true or false', number: 'a number' }

function sentenceOf(issue: z.core.$ZodRawIssue) {
  if (issue.code === 'invalid_value') return `Write one of ${issue.values.join(', ')}.`
  if (issue.code !== 'invalid_type') return undefined
  return issue.input === undefined ? 'This is missing.' : `Write ${wanted[issue.expected] ?? 'something else'} here.`
}
