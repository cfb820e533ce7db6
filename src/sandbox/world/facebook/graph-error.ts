/** What Graph refuses with; the numbers mean something to its callers. */
export class GraphError extends Error {
  code: number
  subcode: number | undefined
  constructor(message: string, code: number, subcode?: number) {
    super(message)
    this.code = code
    this.subcode = subcode
  }
}

export function gone(id: string): GraphError {
  return new GraphError(`Unsupported request. Object with ID '${id}' does not exist.`, 100, 33)
}
