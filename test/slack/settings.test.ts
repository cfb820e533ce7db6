import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, desk, labels, type Seen, words } from '../desk.ts'

describe('what leads set from Home', () => {
  let it: Desk
  beforeAll(async () => {
    it = await desk({ env: { ROOST_LEADS: 'U0ALAN0002' } })
    await it.does('home')
    await it.until((all) => home(all).includes('Opening hours'))
  })
  afterAll(() => it?.close())

  const modalWith = (text: string) => it.until((all) => all.modals.find((one) => JSON.stringify(one).includes(text)))

  test('a lead sees opening hours, promises and reminders, each with a way to edit them', async () => {
    const all = await it.sees()
    expect(home(all)).toContain('Day and night, until you add some.')
    expect(home(all)).toContain('First reply within 1 hour, day and night')
    expect(home(all)).toContain('A ticket nobody has: the channel after 30 min, those on duty after 45 min.')
    expect(labels(all.homes[0])).toEqual(expect.arrayContaining(['Add Opening Hours', 'Add a Promise', 'Edit']))
  })

  test('an agent who is no lead sees none of it', async () => {
    await it.does('home', {}, 'ana')
    const all = await it.until((seen) => seen.homes.length > 0 && seen, 'ana')
    expect(home(all)).not.toContain('Opening hours')
    expect(labels(all.homes[0])).not.toContain('Edit')
  })

  test('wrong hours are refused at their field, in the words of the settings file, and nothing typed is lost', async () => {
    await it.press('Add Opening Hours', 'Opening hours')
    await it.submit({ Name: 'Office', 'Time zone': 'Europe/Belgrad', Hours: 'mon-thu 8-12' })
    expect(JSON.stringify(await modalWith('is not a time zone'))).toContain('Write one such as Europe/Belgrade.')
    await it.submit({ Name: 'Office', 'Time zone': 'Europe/Belgrade', Hours: 'mon-thu 8-12, 25-26' })
    const modal = await modalWith('is no span of time')
    expect(JSON.stringify(modal)).toContain('Write 08:00-12:00, or 22:00-06:00 for a night.')
    await it.submit({ Name: 'Office', 'Time zone': 'Europe/Belgrade', Hours: 'funday 8-12' })
    await modalWith('is no weekday')
  })

  test('the preview says in plain words what the hours mean, and only Save keeps them', async () => {
    await it.submit({
      Name: 'Office',
      'Time zone': 'Europe/Belgrade',
      Hours: 'mon-thu 08:00-12:00, 13:30-18:00\nfri 9-18',
    })
    const shown = await modalWith('What this means')
    expect(words(shown)).toMatch(/A comment on Friday( \d+ \w+)? 17:50 is due Monday 08:50\./)
    expect(shown.view.submit.text).toBe('Save')
    expect(home(await it.sees())).not.toContain('Europe/Belgrade')
    await it.submit({})
    await it.until((all) => home(all).includes('*Office* · Europe/Belgrade'))
    expect(home(await it.sees())).toContain('mon-thu 08:00-12:00, 13:30-18:00\nfri 09:00-18:00')
    expect(home(await it.sees())).toContain('First reply within 1 hour of Office time')
  })

  test('hours that no promise is counted in say so, and promise nothing', async () => {
    await it.press('Add Opening Hours', 'Opening hours')
    await it.submit({ Name: 'Night', 'Time zone': 'Europe/Belgrade', Hours: 'fri 22:00-06:00' })
    const shown = words(await modalWith('What this means'))
    expect(shown).toContain('No first reply is promised in these hours yet.')
    expect(shown).not.toContain('is due')
    await it.does('close', { id: (await it.sees()).modals.at(-1)?.id, all: true, state: {} })
  })

  test('what is changed after the preview is shown once more before it is kept', async () => {
    await it.press('Edit', '*Office*')
    await it.submit({ Hours: 'mon-fri 9-17' })
    await modalWith('What this means')
    await it.submit({ Hours: 'mon-fri 9-16' })
    await it.until((all) =>
      all.modals.some((one) => /A comment on Friday( \d+ \w+)? 15:50 is due Monday 09:50/.test(words(one))),
    )
    await it.submit({})
    await it.until((all) => home(all).includes('mon-fri 09:00-16:00'))
  })

  test('the public holidays of a country are filled in, to be edited before they are kept', async () => {
    await it.press('Edit', '*Office*')
    await it.submit({ 'Add the public holidays of': 'Atlantis' })
    await modalWith('is no country Roost knows')
    await it.submit({ 'Add the public holidays of': 'RS' })
    const shown = await modalWith('What this means')
    const typed = shown.view.blocks.find((block: { label?: { text: string } }) => block.label?.text === 'Holidays')
    expect(typed.element.initial_value).toMatch(/^\d{4}-\d\d-\d\d .+\n/)
    await it.submit({ Holidays: '2030-01-01 New Year\n2030-12-24 09:00-12:00' })
    await it.submit({})
    await it.until((all) => home(all).includes('2 holidays'))
  })

  test('a promise is made to some, and says whom it leaves out', async () => {
    await it.press('Add a Promise', 'Promises')
    await it.submit({ 'First reply within': 'soon' })
    await modalWith('is no length of time')
    await it.submit({ 'First reply within': '' })
    await modalWith('Write how soon')
    await it.submit({ 'Where the customer wrote': 'In private', 'First reply within': '15m', 'Counted in': 'Office' })
    const shown = words(await modalWith('What this means'))
    expect(shown).toContain('First reply within 15 minutes of Office time, for private messages.')
    expect(shown).toContain('Tickets that fit none of your promises are promised no first reply.')
    await it.submit({})
    await it.until((all) => home(all).includes('First reply within 15 minutes of Office time, for private messages'))
  })

  test('hours that a promise goes by are not removed, and the window says why', async () => {
    await it.press('Edit', '*Office*')
    await it.submit({ 'These opening hours': 'Remove' })
    await modalWith('Promises or reminders go by Office. Change those first.')
    await it.submit({ Name: 'Care', 'These opening hours': 'Keep' })
    await modalWith('What this means')
    await it.submit({})
    await it.until((all) => home(all).includes('First reply within 15 minutes of Care time, for private messages'))
  })

  test('reminders are set as the settings file writes them', async () => {
    await it.press('Edit', 'A ticket nobody has')
    await it.submit({ 'Who is told, and when': 'unclaimed 20% chanel' })
    await modalWith('is no reminder')
    await it.submit({ 'Who is told, and when': 'unclaimed 20% channel\nany 150% leads always' })
    await modalWith('What this means')
    await it.submit({})
    await it.until((all) => home(all).includes('A ticket nobody has: the channel after 12 min.'))
    expect(home(await it.sees())).toContain('Any: the leads after 1 h 30 min, at any hour.')
  })

  test('the languages the team reads are set by name', async () => {
    await it.press('Edit', 'The team reads English.')
    await it.submit({ 'The team reads': 'English, Klingonish' })
    await modalWith('There is no language')
    await it.submit({ 'The team reads': 'english, de' })
    expect(words(await modalWith('What this means'))).toContain('something else than English and German')
    await it.submit({})
    await it.until((all) => home(all).includes('The team reads English and German.'))
    await it.write({ text: 'Où est ma commande ? Je voudrais un remboursement.' })
    await it.until((all) => all.messages.some((message) => words(message).includes('writes in French')))
    await it.write({ customer: 'tomas', text: 'Wo bleibt meine Bestellung? Ich warte seit zwei Wochen.' })
    const german = await it.until((all) => all.messages.find((message) => words(message).includes('Wo bleibt')))
    expect(words(german)).not.toContain('writes in')
  })

  test('of two leads who edit the same, the second is told', async () => {
    await it.does('home', {}, 'alan')
    await it.until((all) => home(all).includes('*Care*'), 'alan')
    await it.press('Edit', '*Care*')
    await it.press('Edit', '*Care*', 'alan')
    for (const as of ['alan', 'grace'] as const) {
      await it.submit({ Hours: as === 'alan' ? 'mon-fri 8-16' : 'mon-fri 7-15' }, as)
      await it.until((all) => all.modals.find((one) => words(one).includes('What this means')), as)
    }
    await it.submit({}, 'alan')
    await it.until((all) => home(all).includes('mon-fri 08:00-16:00'), 'alan')
    await it.submit({})
    await modalWith('Somebody else has changed this meanwhile.')
  })
})

function home(all: Seen): string {
  return words(all.homes[0])
}
