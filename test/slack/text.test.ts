import { expect, test } from 'vitest'
import { named } from '../../src/slack/text.ts'

test('a stranger’s name looks like none of our own lines: nothing in it is bold, struck, slanted, code or an emoji', () => {
  expect(named(':white_check_mark: *Closed as spam* by ~Grace~ `x` _i_')).toBe(
    '꞉white_check_mark: ∗Closed as spam∗ by ∼Grace∼ ˋxˋ ˍiˍ',
  )
  expect(named('mira_p, half past 10:30 & <@U1>')).toBe('mira_p, half past 10:30 &amp; &lt;@U1&gt;')
})
