import { readFileSync } from 'node:fs'
import type { AppsManifestValidateArguments } from '@slack/web-api'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { shortcuts } from '../src/slack/shortcuts/index.ts'

type Manifest = Exclude<AppsManifestValidateArguments['manifest'], string>

// Slack's own types know every scope and event: a misspelt one does not compile here, and a differing one fails below.
const scopes = [
  'chat:write',
  'commands',
  'users:read',
  'channels:read',
  'groups:read',
  'files:write',
  'files:read',
  'im:write',
  'channels:history',
  'groups:history',
] as const satisfies NonNullable<NonNullable<NonNullable<Manifest['oauth_config']>['scopes']>['bot']>

const events = ['app_home_opened'] as const satisfies NonNullable<
  NonNullable<NonNullable<Manifest['settings']>['event_subscriptions']>['bot_events']
>

const text = readFileSync('manifest.yml', 'utf8')
const manifest = parse(text)

test('the manifest asks for scopes and events that Slack knows, and for no others', () => {
  expect(manifest.oauth_config.scopes.bot).toEqual([...scopes])
  expect(manifest.settings.event_subscriptions.bot_events).toEqual([...events])
})

test('each scope says what it is for', () => {
  const [, block = ''] = /bot:\n([\s\S]*?)\nsettings:/.exec(text) ?? []
  for (const scope of scopes) {
    const at = block.indexOf(`- ${scope}`)
    const line = block.slice(at).split('\n')[0] ?? ''
    const before = block.slice(0, at)
    expect(line.includes('#') || /#[^\n]*\n(\s+- \S+\n)?\s*$/.test(before), scope).toBe(true)
  }
})

test('each shortcut is there, in the menu it works in', () => {
  const named = manifest.features.shortcuts.map(({ callback_id, name, type }: Record<string, string>) => [
    callback_id,
    name,
    type,
  ])
  expect(named).toEqual(shortcuts.map(({ id, label, on }) => [id, label, on === 'message' ? 'message' : 'global']))
})

test('the names keep to Slack’s limits', () => {
  expect(manifest.display_information.name.length).toBeLessThanOrEqual(35)
  expect(manifest.display_information.description.length).toBeLessThanOrEqual(140)
  for (const { name, description } of manifest.features.shortcuts) {
    expect(name.length).toBeLessThanOrEqual(24)
    expect(description.length).toBeLessThanOrEqual(150)
  }
  for (const { command, description, usage_hint } of manifest.features.slash_commands) {
    expect(command).toMatch(/^\/[a-z-]{1,31}$/)
    expect(description.length).toBeLessThanOrEqual(2000)
    expect(usage_hint.length).toBeLessThanOrEqual(1000)
  }
})
