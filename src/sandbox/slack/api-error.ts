/** What a Web API method refuses with: `{ok: false, error, …more}`. */
export class ApiError extends Error {
  code: string
  more: Record<string, unknown>
  constructor(code: string, more: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.more = more
  }
}
