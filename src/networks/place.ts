/** Where something is said, as a network and a ticket know it. */
export type Place = 'public' | 'private' | 'review'
