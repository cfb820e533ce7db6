import { z } from 'zod'

/** Web API arguments come as form fields or as JSON: objects may be strings of JSON, flags and numbers strings. */
export const json = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => {
    if (typeof value !== 'string') return value
    try {
      return JSON.parse(value)
    } catch {
      return value
    }
  }, schema)

export const flag = z.preprocess((value) => {
  if (typeof value !== 'string') return value
  return value === 'true' || value === '1'
}, z.boolean())

export const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most)
