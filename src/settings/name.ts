import { z } from 'zod'

export const name = z.string().trim().min(1, 'Write at least one character.').max(60, 'Use at most 60 characters.')
