import type { Holiday } from './schedule.ts'

/**
 * The public holidays of a country in a year, each a whole day, to be edited by the lead. A country is `RS`, a state of
 * it `DE-BY`; null for one that is not known. Half days are left out: when one stops working differs by company.
 * The package's data is large, so it is loaded when first asked for.
 */
export async function holidaysOf(country: string, year: number): Promise<Holiday[] | null> {
  const { default: Holidays } = await import('date-holidays')
  const [code = '', ...state] = country.toUpperCase().split('-')
  const calendar = new Holidays()
  if (!calendar.getCountries()[code]) return null
  if (state.length > 0 && !calendar.getStates(code)?.[state.join('-')]) return null
  calendar.init(code, state.join('-'))
  const days = calendar
    .getHolidays(year)
    .filter(({ type, date }) => type === 'public' && date.slice(11, 19) === '00:00:00')
    .flatMap(({ date, name, start, end }) => {
      const first = Temporal.PlainDate.from(date.slice(0, 10))
      const count = Math.round((end.getTime() - start.getTime()) / 86_400_000)
      return Array.from({ length: count }, (_, day) => ({ date: first.add({ days: day }).toString(), name, hours: [] }))
    })
  return [...new Map(days.map((day) => [day.date, day])).values()]
}
