import { itArrived, sendAgain } from '../../tickets/decide.ts'
import type { Button } from './button.ts'

export const itArrivedButton: Button = {
  id: 'it-arrived',
  label: 'It Arrived',
  applies: ({ reply, unsettled }) => Boolean(reply?.uncertainAt ?? unsettled?.uncertainAt),
  async press({ db, ticket, rest, now }) {
    await itArrived(db, ticket, Number(rest[0]), now)
  },
}

export const sendAgainButton: Button = {
  id: 'send-again',
  label: 'Send Again',
  applies: ({ reply, unsettled }) => Boolean(reply?.uncertainAt ?? unsettled?.uncertainAt),
  async press({ db, ticket, rest, by, now }) {
    await sendAgain(db, ticket, Number(rest[0]), by, now)
  },
}
