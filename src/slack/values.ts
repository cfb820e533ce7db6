import { z } from 'zod'

const option = z.object({ value: z.string() })
/** What Slack tells of a file that was chosen; its name is a stranger's, if not the agent's own. */
export const sentFile = z.object({ id: z.string(), name: z.string(), filetype: z.string(), size: z.number() })
const state = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_option: option.nullish(),
      selected_options: z.array(option).nullish(),
      selected_user: z.string().nullish(),
      selected_conversation: z.string().nullish(),
      selected_date: z.string().nullish(),
      selected_users: z.array(z.string()).nullish(),
      selected_date_time: z.number().nullish(),
      files: z.array(sentFile).nullish(),
    }),
  ),
)

export type SentFile = z.infer<typeof sentFile>

/** What was typed and chosen in a modal, by the block's id: each input is alone in its block. */
export interface Values {
  text(block: string): string
  /** Whether the modal has it at all. */
  has(block: string): boolean
  choice(block: string): string | undefined
  choices(block: string): string[]
  user(block: string): string | undefined
  users(block: string): string[]
  channel(block: string): string | undefined
  files(block: string): SentFile[]
  date(block: string): Temporal.PlainDate | undefined
}

export function valuesOf(viewState: unknown): Values {
  const blocks = state.parse(viewState ?? {})
  const of = (block: string) => Object.values(blocks[block] ?? {})[0]
  return {
    has: (block) => block in blocks,
    text: (block) => of(block)?.value ?? '',
    choice: (block) => of(block)?.selected_option?.value,
    choices: (block) => of(block)?.selected_options?.map(({ value }) => value) ?? [],
    user: (block) => of(block)?.selected_user ?? undefined,
    date: (block) => {
      const day = of(block)?.selected_date
      return day ? Temporal.PlainDate.from(day) : undefined
    },
    channel: (block) => of(block)?.selected_conversation ?? undefined,
    files: (block) => of(block)?.files ?? [],
    users: (block) => of(block)?.selected_users ?? [],
  }
}
