/** What was asked for on the page cannot be done now; its sentence is shown there. */
export class Cannot extends Error {}
