/** No, and why: told to the agent word for word. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
