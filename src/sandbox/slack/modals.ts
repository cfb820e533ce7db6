import { randomBytes } from 'node:crypto'
import { app, team } from '../company.ts'
import { ApiError } from './api-error.ts'
import type { Home as HomeView, Modal as ModalView } from './block-kit.ts'
import { withBlockIds } from './post.ts'
import type { Slack } from './slack.ts'
import type { Home, Modal } from './workspace.ts'

/** Each person has one stack of modals, three deep at most, and one Home. */
export function newModal(user: string, view: ModalView, under?: Modal): Modal {
  const id = `V${randomBytes(5).toString('hex').toUpperCase()}`
  return {
    id,
    user,
    hash: newHash(),
    view: { ...view, blocks: withBlockIds(view.blocks) },
    state: {},
    errors: {},
    rootId: under?.rootId ?? id,
    previousId: under?.id ?? null,
  }
}

export function stackOf(slack: Slack, user: string): Modal[] {
  return slack.state.modals.get(user)?.modals ?? []
}

export function setStack(slack: Slack, user: string, modals: Modal[]) {
  slack.state.modals.put(user, { user, modals })
}

export function pushModal(slack: Slack, user: string, view: ModalView): Modal {
  const stack = stackOf(slack, user)
  if (stack.length >= 3) throw new ApiError('push_limit_reached')
  const pushed = newModal(user, view, stack.at(-1))
  setStack(slack, user, [...stack, pushed])
  return pushed
}

export function findModal(slack: Slack, wanted: (modal: Modal) => boolean): Modal | undefined {
  return slack.state.modals
    .all()
    .flatMap((stack) => stack.modals)
    .find(wanted)
}

export function replaceModal(slack: Slack, modal: Modal, view: ModalView): Modal {
  const { trouble: _, ...rest } = modal
  return changeModal(slack, {
    ...rest,
    view: { ...view, blocks: withBlockIds(view.blocks) },
    hash: newHash(),
    errors: {},
  })
}

export function changeModal(slack: Slack, changed: Modal): Modal {
  setStack(
    slack,
    changed.user,
    stackOf(slack, changed.user).map((one) => (one.id === changed.id ? changed : one)),
  )
  return changed
}

export function publishHome(slack: Slack, user: string, view: HomeView): Home {
  const before = slack.state.homes.get(user)
  const id = before?.id ?? `V${randomBytes(5).toString('hex').toUpperCase()}`
  return slack.state.homes.put(user, {
    id,
    user,
    hash: newHash(),
    view: { ...view, blocks: withBlockIds(view.blocks) },
    state: before?.state ?? {},
    rootId: id,
    previousId: null,
  })
}

/** A view as payloads and answers show it. */
export function showView(one: Modal | Home): Record<string, unknown> {
  const { view } = one
  return {
    id: one.id,
    team_id: team.id,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.bot,
    title: null,
    submit: null,
    close: null,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...view,
    state: { values: one.state },
    hash: one.hash,
    root_view_id: one.rootId,
    previous_view_id: one.previousId,
  }
}

function newHash() {
  return `${Math.floor(Date.now() / 1000)}.${randomBytes(6).toString('base64url')}`
}
