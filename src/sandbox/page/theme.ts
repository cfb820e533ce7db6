import { useState } from 'preact/hooks'
import { html } from './html.ts'

/** Light, dark, or what the system says. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? '')
  const dark = theme === 'dark' || (theme === '' && matchMedia('(prefers-color-scheme: dark)').matches)
  const toggle = () => {
    const next = dark ? 'light' : 'dark'
    document.documentElement.dataset.theme = next
    localStorage.setItem('theme', next)
    setTheme(next)
  }
  return html`<button type="button" aria-label=${dark ? 'Light theme' : 'Dark theme'} onClick=${toggle}>${dark ? '☀' : '☾'}</button>`
}
