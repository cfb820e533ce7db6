export interface Start {
  channel: string
  thread?: string
}

/** Where the page opens: at a permalink's message, else on #social. */
export function startingSpot(): Start {
  const [, archives, channel, message] = location.pathname.split('/')
  if (archives !== 'archives' || !channel) return { channel: 'C0SOCIAL01' }
  const thread = new URLSearchParams(location.search).get('thread_ts')
  if (thread) return { channel, thread }
  const ts = message?.replace(/^p(\d+)(\d{6})$/, '$1.$2')
  return ts ? { channel, thread: ts } : { channel }
}
