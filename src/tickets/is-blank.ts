/** Nothing of it is seen: blanks, and signs that only steer how text runs. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Cf}]/u.test(text)
}
