let names: Intl.DisplayNames | undefined

function english(code: string): string | undefined {
  names ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
  return names.of(code)
}

/** `German`. */
export function languageName(code: string): string {
  return english(code) ?? code
}

let codes: Map<string, string> | undefined

/** `de`, from `German` or `de` in any case; undefined if there is no such language. */
export function languageNamed(written: string): string | undefined {
  codes ??= codesByName()
  return codes.get(written.trim().toLowerCase())
}

/** By name and by code, in lower case. Old codes that have become another one, such as `iw`, are left out. */
function codesByName(): Map<string, string> {
  const found = new Map<string, string>()
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = english(code)
    const [current = code] = Intl.getCanonicalLocales(code)
    if (name && (current === code || current.length > 2))
      for (const key of [code, name.toLowerCase()]) found.set(key, code)
  }
  return found
}
