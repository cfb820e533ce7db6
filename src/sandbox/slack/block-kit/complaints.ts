import type { z } from 'zod'

/** A schema's issues as Slack words them in `response_metadata.messages`: `[ERROR] … [json-pointer:/blocks/0/text]`. */
export function complaints(issues: z.core.$ZodIssue[], under: string): string[] {
  return issues.map((issue) => `[ERROR] ${sentence(issue)} [json-pointer:${pointer(issue, under)}]`)
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_union':
      return `unsupported type: ${typeOf(issue.input)}`
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys[0]}`
    case 'too_big':
      return issue.origin === 'string'
        ? `must be less than ${Number(issue.maximum) + 1} characters`
        : `no more than ${issue.maximum} items allowed`
    case 'too_small':
      return issue.origin === 'string'
        ? `must be more than ${Number(issue.minimum) - 1} characters`
        : `no fewer than ${issue.minimum} items allowed`
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `missing required field: ${String(issue.path.at(-1))}`
        : `must be a ${issue.expected}`
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`
    case 'invalid_format':
      return `must be a valid ${issue.format}`
    default:
      return issue.message
  }
}

function typeOf(input: unknown): string {
  if (typeof input === 'object' && input !== null && 'type' in input) return String(input.type)
  return 'unknown'
}

function pointer(issue: z.core.$ZodIssue, under: string): string {
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  const path = missing ? issue.path.slice(0, -1) : issue.path
  return [under, ...path].join('/') || '/'
}
