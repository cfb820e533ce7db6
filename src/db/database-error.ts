/** The database cannot be opened: the start stops, and says this one sentence. */
export class DatabaseError extends Error {}
