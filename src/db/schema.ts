// The words are those of the design: one word per thing, table, type and label alike. A change of state is a moment and
// who did it, never a bare boolean. What people see uses the app's clock; leases and paces use the database's.

export * from './tables/accounts.ts'
export * from './tables/messages.ts'
export * from './tables/posts.ts'
export * from './tables/team.ts'
export * from './tables/tickets.ts'
export { workspaces } from './tables/workspaces.ts'
