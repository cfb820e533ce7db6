import type { Db } from '../../db/connect.ts'
import { settingsOf } from '../../settings/stored.ts'
import { figures } from '../../stats/figures.ts'
import { asText, linesOf } from '../../stats/words.ts'
import { actions, type ButtonFace, section } from '../blocks.ts'
import type { Words } from '../render/drawing.ts'
import { inert } from '../text.ts'
import type { Subject } from './subject.ts'

/** The figures of a subject in words, with buttons beneath. `by`: who shared them. */
export async function answer(
  db: Db,
  subject: Subject,
  now: Temporal.Instant,
  faces: ButtonFace[],
  by?: string,
): Promise<Words> {
  const { openings } = await settingsOf(db, subject.scope.workspaceId)
  const counted = await figures(db, subject.scope, now, openings)
  const said = { title: subject.title(counted.asOf), lines: linesOf(counted) }
  const lines = said.lines.map(({ label, says }) => `*${label}*: ${inert(says)}`)
  const shared = by === undefined ? '' : ` · shared by ${inert(by)}`
  return {
    text: asText({ ...said, title: `${said.title}${by === undefined ? '' : `, shared by ${by}`}` }),
    blocks: [
      section(`*${inert(said.title)}*${shared}\n${lines.join('\n')}`),
      ...(faces.length > 0 ? [actions('figures', faces)] : []),
    ],
  }
}

export const detailsFace = ({ value }: Subject) => ({ id: 'details', label: 'Details', value })
