import { expect, test } from 'vitest'
import { link, named } from '../../src/slack/text.ts'

test('a stranger’s name looks like none of our own lines: nothing in it is bold, struck, slanted, code or an emoji', () => {
  expect(named(':white_check_mark: *Closed as spam* by ~Grace~ `x` _i_')).toBe(
    '꞉white_check_mark: ∗Closed as spam∗ by ∼Grace∼ ˋxˋ ˍiˍ',
  )
  expect(named('mira_p, half past 10:30 & <@U1>')).toBe('mira_p, half past 10:30 &amp; &lt;@U1&gt;')
})

test('a link leads where the address says, whatever is in it, and only to the web', () => {
  expect(link('https://x.example/a|b>c<d?e&f', 'On X')).toBe('<https://x.example/a%7Cb%3Ec%3Cd?e&amp;f|On X>')
  for (const address of ['javascript:alert(1)', 'slack://open', '!channel', '@U1', 'mailto:m@x.example', '', null])
    expect(link(address, 'On X')).toBe('On X')
})
