import { createHash } from 'node:crypto'
import type { KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import { accounts } from '../../db/schema.ts'
import { eq } from '../../db/sql.ts'
import { settingsSchema } from '../../settings/settings.ts'
import { changeTeam, type Stored, settingsOf } from '../../settings/stored.ts'
import { latestArrivals } from '../../tickets/latest-arrivals.ts'
import { Refusal } from '../../tickets/refusal.ts'
import { context, plainText, section } from '../blocks.ts'
import type { Answer } from '../buttons/button.ts'
import type { From, Pressing } from '../pressing.ts'
import { type Values, valuesOf } from '../values.ts'
import { showView } from '../views.ts'
import { agentOf, isLead } from '../who.ts'
import { openChannel, SlackError } from '../workspace.ts'
import { settings } from './index.ts'
import type { Known, Setting, Typed } from './setting.ts'

export const EDIT = 'edit-setting'

/** So many of the last tickets are looked at to say what a rule means; a modal holds 100 blocks. */
export const TRIED = 50

/** A text field holds no more. */
const MOST = 3000

const carried = z.object({
  setting: z.string(),
  which: z.string(),
  /** What was set when the modal opened: saved only if it is so still. */
  before: z.string(),
  /** What the preview showed; the same once more is saved. */
  previewed: z.string().optional(),
  /** Inputs of a later round bear other ids, since Slack keeps what was typed into the same ones. */
  round: z.number(),
})

type Carried = z.infer<typeof carried>

/** Opens the modal of a setting, as `hours/Office`; of a new one, as `hours/`. */
export async function editSetting(deps: Pressing, value: string, from: From): Promise<void> {
  await showView(deps, await modalFor(deps, value, from.slackId), from)
}

async function modalFor(deps: Pressing, value: string, slackId: string): Promise<ModalView> {
  await onlyLeads(deps, slackId)
  const [id = '', ...rest] = value.split('/')
  const which = rest.join('/')
  const setting = settings.find((one) => one.id === id)
  const known = await knownOf(deps)
  const typed = setting?.typed(known.stored, which)
  if (!setting || !typed) throw new Refusal('This is set no more. Open Home again to see what is.')
  if (Object.values(typed).some((text) => text.length > MOST))
    throw new Refusal('This is too long for a window. Edit it in a file: npm run settings -- export settings.yml.')
  const carry = { setting: id, which, before: fingerprint(typed), round: 0 }
  return settingModal(setting, typed, known, carry, [])
}

/** The first Submit shows what it would mean; Save, with nothing changed since, keeps it. */
export async function submitSetting(
  deps: Pressing,
  view: { state: { values: unknown }; private_metadata: string },
  slackId: string,
): Promise<Answer> {
  const carry = carried.parse(JSON.parse(view.private_metadata))
  const setting = settings.find(({ id }) => id === carry.setting)
  if (!setting) throw new Error(`There is no setting ${carry.setting}`)
  await onlyLeads(deps, slackId)
  const known = await knownOf(deps)
  const before = setting.typed(known.stored, carry.which)
  const typed = typedIn(setting, before ?? {}, known, valuesOf(view.state.values), carry.round)
  const errors = (at: Record<string, string>): Answer => ({ errors: atFields(setting, typed, known, carry.round, at) })
  const changed = await changedBy(setting, typed, carry.which, known, deps.now())
  if ('errors' in changed) return errors(changed.errors)

  if (carry.previewed !== fingerprint(typed) || typed.country) {
    const shown = changed.typed ?? typed
    const next = { ...carry, previewed: fingerprint(shown), round: carry.round + 1 }
    return {
      update: settingModal(setting, shown, known, next, setting.preview(changed.team, changed.path, known, deps.now())),
    }
  }
  let wrong: Record<string, string> = {
    '': 'Somebody else has changed this meanwhile. Close this window and open it again.',
  }
  const saved = await changeTeam(deps.db, deps.workspaceId, deps.now(), async (stored) => {
    const now = setting.typed(stored, carry.which)
    if (!now || fingerprint(now) !== carry.before) return undefined
    // Built once more on what is set at this moment: another setting may have been saved while Slack was asked.
    const current = { ...known, stored, channelProblem: async () => undefined }
    const anew = await changedBy(setting, typed, carry.which, current, deps.now())
    if ('team' in anew) return anew.team
    wrong = anew.errors
    return undefined
  })
  return saved ? undefined : errors(wrong)
}

/** The settings with what was typed in place of what is set, or what is wrong with them. */
async function changedBy(setting: Setting, typed: Typed, which: string, known: Known, now: Temporal.Instant) {
  const change = await setting.change(typed, which, known, now)
  if ('errors' in change) return change
  const read = settingsSchema.safeParse(change.json)
  if (!read.success) return { errors: fieldErrors(read.error.issues, change.path) }
  return { ...change, team: read.data }
}

export async function onlyLeads(deps: Pressing, slackId: string): Promise<void> {
  if (!isLead(deps.who, await agentOf(deps.who, slackId)))
    throw new Refusal('Only leads can set this. Leads are the workspace’s admins, and those named in ROOST_LEADS.')
}

async function knownOf({ db, workspaceId, client }: Pressing): Promise<Known> {
  const rows = await db.select({ name: accounts.name }).from(accounts).where(eq(accounts.workspaceId, workspaceId))
  const stored: Stored = await settingsOf(db, workspaceId)
  return {
    stored,
    accounts: [...new Set(rows.map(({ name }) => name))].sort(),
    latest: await latestArrivals(db, workspaceId, TRIED),
    async channelProblem(id) {
      try {
        await openChannel(db, client, workspaceId, id)
        return undefined
      } catch (error) {
        if (error instanceof SlackError) return `${error.message}.`
        throw error
      }
    },
  }
}

/** By the inputs the setting has; what an input cannot tell is as it was. */
function typedIn(setting: Setting, before: Typed, known: Known, values: Values, round: number): Typed {
  const inputs = setting.inputs(before, known)
  const read = inputs.map(({ block_id = '', element }) => {
    const id = `${block_id}~${round}`
    const text = 'multiline' in element ? values.text(id) : chosen(values, id)
    return [block_id, text] as const
  })
  return { ...before, ...Object.fromEntries(read) }
}

function chosen(values: Values, id: string): string {
  return values.choice(id) ?? values.channel(id) ?? values.users(id).join(',')
}

/** An issue inside the setting stands at its field; any other one, at the first. */
function fieldErrors(issues: readonly z.core.$ZodIssue[], path: (string | number)[]): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const issue of issues) {
    const inside = path.every((step, depth) => issue.path[depth] === step)
    const field = inside ? String(issue.path[path.length] ?? '') : String(issue.path[0] ?? '')
    errors[field] ??= sentenceOf(issue)
  }
  return errors
}

/** Of several forms that were possible, what is wrong in the one that came closest. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message
  const closest = issue.errors.find((branch) => branch.every(({ path }) => path.length > 0))
  return closest?.[0] ? sentenceOf(closest[0]) : issue.message
}

/** Slack shows an error only at an input that is there. */
function atFields(setting: Setting, typed: Typed, known: Known, round: number, errors: Record<string, string>) {
  const ids = setting.inputs(typed, known).map(({ block_id = '' }) => block_id)
  const first = ids.includes('keep') && typed.keep === 'remove' ? 'keep' : (ids[0] ?? '')
  return Object.fromEntries(
    Object.entries(errors).map(([field, sentence]) => [`${ids.includes(field) ? field : first}~${round}`, sentence]),
  )
}

function fingerprint(typed: Typed): string {
  const text = JSON.stringify(Object.entries(typed).sort(([a], [b]) => a.localeCompare(b)))
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

function settingModal(setting: Setting, typed: Typed, known: Known, carry: Carried, preview: string[]): ModalView {
  const inputs: KnownBlock[] = setting
    .inputs(typed, known)
    .map((input) => ({ ...input, block_id: `${input.block_id}~${carry.round}` }))
  const shown = preview.length
    ? [section(`*What this means*\n${preview.join('\n')}`), context('Save it, or change it and look again.')]
    : []
  return {
    ...frame(setting.title),
    callback_id: EDIT,
    submit: plainText(preview.length ? 'Save' : 'Preview', 24),
    close: plainText('Cancel', 24),
    private_metadata: JSON.stringify(carry),
    blocks: [...shown, ...inputs],
  }
}

function frame(title: string) {
  return { type: 'modal' as const, title: plainText(title, 24) }
}
