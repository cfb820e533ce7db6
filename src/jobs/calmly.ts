/**
 * Does `work` at once when all was calm, and else once at the end of so many milliseconds, however often it is asked for
 * meanwhile.
 */
export function calmly(work: () => void, milliseconds: number): () => void {
  let resting = false
  let asked = false
  return function ask() {
    if (resting) {
      asked = true
      return
    }
    resting = true
    asked = false
    setTimeout(() => {
      resting = false
      if (asked) ask()
    }, milliseconds).unref()
    work()
  }
}
