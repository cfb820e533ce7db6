/** The channel's "Needs someone" message, a mention of those on duty there, the owner, or the leads' list. */
export type Tell = 'channel' | 'duty' | 'owner' | 'leads'

/** Tell someone at a percentage of the promised time; from 100 on it is said once the promise is missed. */
export type Step = { ticket: 'unclaimed' | 'claimed' | 'any'; at: number; tell: Tell; always: boolean }

export type Ladder = {
  steps: readonly Step[]
  /** Released, and offered again, when its owner stays silent for so much open time after a miss; null: never. */
  releaseAfter: Temporal.Duration | null
  /** Whether a closing reply window is also said outside opening hours. */
  windowAlways: boolean
  /** The opening hours outside of which it is quiet; without a name, those of the promise itself. */
  schedule?: string
}

/** Without any settings. */
export const defaultLadder: Ladder = {
  steps: [
    { ticket: 'unclaimed', at: 50, tell: 'channel', always: false },
    { ticket: 'unclaimed', at: 75, tell: 'duty', always: false },
    { ticket: 'claimed', at: 75, tell: 'owner', always: false },
    { ticket: 'claimed', at: 100, tell: 'owner', always: false },
    { ticket: 'any', at: 100, tell: 'leads', always: false },
  ],
  releaseAfter: Temporal.Duration.from({ hours: 2 }),
  windowAlways: false,
}
