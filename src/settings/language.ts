import { z } from 'zod'
import { languageNamed } from '../rules/language-name.ts'

/** A language as people name it, `German` or `de`; kept as its code. */
export const language = z.codec(z.string(), z.string(), {
  decode: (written, context) => {
    const code = languageNamed(written)
    if (code !== undefined) return code
    const message = `There is no language ${JSON.stringify(written)}. Write its English name or its code, such as German or de.`
    context.issues.push({ code: 'custom', message, input: written })
    return z.NEVER
  },
  encode: (code) => code,
})
