import { z } from 'zod'
import { isLookUp } from './slack/look-up-url.ts'

/** A bad environment: the start stops, and says this one sentence. */
export class EnvironmentError extends Error {}

export type Env = ReturnType<typeof readEnv>

/**
 * The only reader of the environment. Everything Roost can be told by variables stands here.
 * Throws `EnvironmentError`: one sentence that names the variable and says what to do.
 */
export function readEnv(source: Record<string, string | undefined> = process.env) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const [problem] = parsed.error.issues
    throw new EnvironmentError(`${problem?.path.join('.')}: ${problem?.message}`)
  }
  const env = parsed.data
  const slack = slackOf(env)
  return {
    port: env.PORT,
    host: env.HOST ?? (slack ? '0.0.0.0' : '127.0.0.1'),
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    /** Undefined: no Slack variable is set, so the sandbox stands in for it. */
    slack,
    slackApiUrl: env.SLACK_API_URL,
    slackChannel: env.SLACK_CHANNEL,
    leads: list(env.ROOST_LEADS),
    /** The keys that sign deliveries for a whole family of networks; see `Network.webhook.keys`. */
    keys: { meta: { secrets: list(env.META_APP_SECRET), verifyToken: env.META_VERIFY_TOKEN } },
    encryptionKeys: list(env.ENCRYPTION_KEY),
    customerUrl: env.CUSTOMER_URL,
    /** What every process goes by: written down at the start, and by commands. */
    told: { zone: env.TIME_ZONE, digestTime: env.DIGEST_TIME, replyTargetMinutes: env.REPLY_TARGET_MINUTES },
    logLevel: env.LOG_LEVEL,
  }
}

const variables = z.object({
  PORT: z.coerce.number('must be a port, such as 3000').int().min(0).max(65535).default(3000),
  HOST: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a PostgreSQL address, such as postgres://roost:…@localhost/roost')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, 'must be the bot token, which begins with xoxb-')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, 'must be the app-level token, which begins with xapp-')
    .optional(),
  SLACK_API_URL: z.url('must be an address, such as https://slack.com/api/').default('https://slack.com/api/'),
  SLACK_CHANNEL: z.string().optional(),
  ROOST_LEADS: z.string().optional(),
  CUSTOMER_URL: z
    .string()
    .refine(isLookUp, 'must be a web address with {handle}, such as https://shop.example/admin?handle={handle}')
    .optional(),
  META_APP_SECRET: z.string().optional(),
  META_VERIFY_TOKEN: z.string().optional(),
  ENCRYPTION_KEY: z
    .string()
    .refine((keys) => list(keys).every(isKey), 'must be 32 bytes in base64; make one with: openssl rand -base64 32')
    .optional(),
  TIME_ZONE: z.string().refine(isTimeZone, 'must be a time zone, such as Europe/Belgrade').default('UTC'),
  DIGEST_TIME: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as 09:00')
    .default('09:00'),
  REPLY_TARGET_MINUTES: z.coerce.number('must be a number of minutes').int().min(1).max(43_200).default(60),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be one of error, warn, info, debug')
    .default('info'),
})

function slackOf(env: z.infer<typeof variables>) {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = env
  if (!botToken && !signingSecret && !appToken) return undefined
  if (!botToken)
    throw new EnvironmentError('SLACK_BOT_TOKEN: is missing; copy it from the Slack app, OAuth & Permissions')
  if (!signingSecret && !appToken)
    throw new EnvironmentError(
      'SLACK_SIGNING_SECRET: is missing; set it for HTTP, or SLACK_APP_TOKEN for Socket Mode (Slack app, Basic Information)',
    )
  if (!env.SLACK_CHANNEL)
    throw new EnvironmentError('SLACK_CHANNEL: is missing; name the channel for tickets, such as #social')
  if (env.DATABASE_URL && !env.ENCRYPTION_KEY)
    throw new EnvironmentError(
      'ENCRYPTION_KEY: is missing; with DATABASE_URL it seals the accounts’ credentials; make one with: openssl rand -base64 32',
    )
  return { botToken, signingSecret, appToken }
}

function list(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

function isKey(text: string): boolean {
  return z.base64().safeParse(text).success && Buffer.from(text, 'base64').length === 32
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
