/** What goes wrong on purpose, set from the page's controls. Kept in the state under one id. */
export interface Weather {
  slack: 'fine' | 'slow' | 'limited' | 'away'
  network: 'fine' | 'slow' | 'refusing' | 'losing'
  /** How far the app's clock stands ahead of the real one, in milliseconds, for the page's clock. */
  ahead: number
}

export const fairWeather: Weather = { slack: 'fine', network: 'fine', ahead: 0 }
export const weatherId = 'now'
