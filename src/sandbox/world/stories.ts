import { randomInt } from 'node:crypto'
import type { State } from '../state.ts'
import type { World } from './open-world.ts'
import { firstLetters, ordinaryLetters, outageLetters, postOf } from './texts.ts'

export type Story = 'quiet morning' | 'busy day' | 'outage'

const stories: Record<Story, { letters: number; seconds: number }> = {
  'quiet morning': { letters: 8, seconds: 80 },
  'busy day': { letters: 200, seconds: 100 },
  outage: { letters: 500, seconds: 60 },
}

export interface Stories {
  first(): void
  begin(story: Story): void
  stop(): void
}

/** Lets many people write: a quiet morning, a busy day, an outage. One story at a time. */
export function openStories(state: State, world: World): Stories {
  let timer: NodeJS.Timeout | undefined

  function write(said: (typeof ordinaryLetters)[number]) {
    const { about, ...draft } = said
    const page = state.posts.all()[0]?.id.split('_')[0]
    world.write(about ? { ...draft, post: `${page}_${postOf[about]}` } : draft)
  }

  function stop() {
    clearTimeout(timer)
  }

  return {
    first: () => firstLetters.forEach(write),
    stop,
    begin(story) {
      stop()
      const { letters, seconds } = stories[story]
      const from = performance.now()
      let written = 0
      const ordinary = inTurn(ordinaryLetters)
      const next = () => {
        const due = Math.min(letters, Math.floor(((performance.now() - from) / 1000 / seconds) * letters) + 1)
        while (written < due) {
          if (story === 'outage') write({ ...pick(outageLetters), customer: passerBy(state) })
          else write(ordinary())
          written += 1
        }
        if (written < letters) timer = setTimeout(next, 100)
      }
      next()
    },
  }
}

const firstNames =
  'Elif Jonas Marta Yuki Noah Leila Ivan Emma Rafael Amina Oskar Lucía Ravi Zoe Piotr Mei Sami Nina Hugo Aoife'
const lastNames =
  'Kaya Weber Silva Tanaka Berg Haddad Novak Rossi Moreau Okafor Virtanen Ortiz Patel Kim Kowalski Lin Aalto Costa Dubois Byrne'

function passerBy(state: State): string {
  const name = `${pick(firstNames.split(' '))} ${pick(lastNames.split(' '))}`
  const id = `passing-${randomInt(1e9)}`
  const handle = name.toLowerCase().replace(' ', '.')
  state.customers.put(id, { id, name, handle, language: 'en', colour: '#475467', passing: true })
  return id
}

/** Each once before any comes again, each time in another order. */
function inTurn<Item>(items: Item[]): () => Item {
  let left: Item[] = []
  return () => {
    if (left.length === 0) left = [...items]
    const chosen = pick(left)
    left.splice(left.indexOf(chosen), 1)
    return chosen
  }
}

function pick<Item>(items: Item[]): Item {
  const [first] = items
  const chosen = items[randomInt(items.length)] ?? first
  if (chosen === undefined) throw new Error('There is nothing to pick from.')
  return chosen
}
