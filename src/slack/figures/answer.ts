import type { Db } from '../../db/connect.ts'
import { settingsOf } from '../../settings/stored.ts'
import { figures } from '../../stats/figures.ts'
import { asText, type Line, linesOf } from '../../stats/words.ts'
import { actions, type ButtonFace, section } from '../blocks.ts'
import type { Words } from '../render/drawing.ts'
import { inert } from '../text.ts'
import type { Subject } from './subject.ts'

export interface Answer {
  title: string
  lines: Line[]
}

/** The figures of a subject, as of now. */
export async function answer(db: Db, subject: Subject, now: Temporal.Instant): Promise<Answer> {
  const { openings } = await settingsOf(db, subject.scope.workspaceId)
  const counted = await figures(db, subject.scope, now, openings)
  return { title: subject.title(counted.asOf), lines: linesOf(counted) }
}

/** The same as a message, with buttons beneath. `by`: who shared it. */
export function answerWords({ title, lines }: Answer, faces: ButtonFace[], by?: string): Words {
  const shown = lines.map(({ label, says }) => `*${inert(label)}*: ${inert(says)}`)
  const shared = by === undefined ? '' : ` · shared by ${inert(by)}`
  return {
    text: asText({ title: `${title}${by === undefined ? '' : `, shared by ${by}`}`, lines }),
    blocks: [
      section(`*${inert(title)}*${shared}\n${shown.join('\n')}`),
      ...(faces.length > 0 ? [actions('figures', faces)] : []),
    ],
  }
}

export function detailsFace({ value }: Pick<Subject, 'value'>): ButtonFace {
  return { id: 'details', label: 'Details', value }
}
