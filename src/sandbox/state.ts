import type {
  Channel,
  Home,
  Message,
  ModalStack,
  Notice,
  Person,
  Read,
  ResponseUrl,
  SharedFile,
} from './slack/workspace.ts'
import { openStore } from './store.ts'
import type { Weather } from './weather.ts'
import type { Letter, Post, WorldPerson } from './world/world.ts'

/** Everything the sandbox knows, one line per kind of row. The page holds the same rows, kept fresh by stream.ts. */
export function openState(folder: string) {
  const store = openStore(folder)
  return {
    store,
    people: store.kind<Person>('people'),
    channels: store.kind<Channel>('channels'),
    messages: store.kind<Message>('messages'),
    ephemerals: store.kind<Message>('ephemerals'),
    modals: store.kind<ModalStack>('modals'),
    homes: store.kind<Home>('homes'),
    reads: store.kind<Read>('reads'),
    notices: store.kind<Notice>('notices'),
    files: store.kind<SharedFile>('files'),
    responseUrls: store.kind<ResponseUrl>('response_urls'),
    customers: store.kind<WorldPerson>('customers'),
    posts: store.kind<Post>('posts'),
    letters: store.kind<Letter>('letters'),
    weather: store.kind<Weather>('weather'),
    secrets: store.kind<string>('secrets'),
  }
}

export type State = ReturnType<typeof openState>
