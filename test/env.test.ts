import { expect, test } from 'vitest'
import { readEnv } from '../src/env.ts'

const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', SLACK_CHANNEL: '#social' }

test('nothing set: the sandbox, on this machine alone', () => {
  expect(readEnv({})).toMatchObject({ slack: undefined, host: '127.0.0.1', port: 3000, databaseUrl: undefined })
})

test('with Slack’s tokens it listens to the world', () => {
  expect(readEnv(slack)).toMatchObject({ slack: { botToken: 'xoxb-1' }, host: '0.0.0.0' })
})

test('an empty variable is one that is not set', () => {
  expect(readEnv({ SLACK_BOT_TOKEN: '', PORT: '' })).toMatchObject({ slack: undefined, port: 3000 })
})

test('lists are read with or without spaces', () => {
  expect(readEnv({ ROOST_LEADS: 'U1, U2,' }).leads).toEqual(['U1', 'U2'])
  expect(readEnv({ META_APP_SECRET: 'one,two' }).keys.meta.secrets).toEqual(['one', 'two'])
})

test.each([
  ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: 'abc' }, 'begins with xoxb-'],
  ['SLACK_BOT_TOKEN', { SLACK_SIGNING_SECRET: 's' }, 'is missing'],
  ['SLACK_SIGNING_SECRET', { SLACK_BOT_TOKEN: 'xoxb-1' }, 'or SLACK_APP_TOKEN for Socket Mode'],
  ['SLACK_CHANNEL', { ...slack, SLACK_CHANNEL: undefined }, 'such as #social'],
  ['ENCRYPTION_KEY', { ...slack, DATABASE_URL: 'postgres://localhost/roost' }, 'openssl rand -base64 32'],
  ['ENCRYPTION_KEY', { ENCRYPTION_KEY: 'dG9vIHNob3J0' }, 'must be 32 bytes'],
  ['ENCRYPTION_KEY', { ENCRYPTION_KEY: `${Buffer.alloc(32).toString('base64')},dG9vIHNob3J0` }, 'must be 32 bytes'],
  ['PORT', { PORT: 'three' }, 'such as 3000'],
  ['TIME_ZONE', { TIME_ZONE: 'Mars/Olympus' }, 'such as Europe/Belgrade'],
  ['DIGEST_TIME', { DIGEST_TIME: '25:00' }, 'such as 09:00'],
  ['REPLY_TARGET_MINUTES', { REPLY_TARGET_MINUTES: 'soon' }, 'a number of minutes'],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost' }, 'postgres://'],
  ['CUSTOMER_URL', { CUSTOMER_URL: 'https://shop.example/admin' }, 'with {handle}'],
  ['CUSTOMER_URL', { CUSTOMER_URL: 'https://shop.example/?q={hanlde}' }, 'with {handle}'],
  ['CUSTOMER_URL', { CUSTOMER_URL: 'javascript:alert({handle})' }, 'must be a web address'],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }, 'one of error, warn, info, debug'],
])('a bad %s stops the start with one sentence that names it', (name, variables, says) => {
  expect(() => readEnv(variables)).toThrow(new RegExp(`^${name}: .*${says.replace(/[#/]/g, '.')}`))
})
