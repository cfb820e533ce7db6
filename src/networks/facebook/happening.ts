/** The schema lists both forms of two verbs; live traffic has used `edited` and `remove`. */
export function happening(verb: string): 'add' | 'edit' | 'remove' | undefined {
  if (verb === 'add') return 'add'
  if (verb === 'edited' || verb === 'edit' || verb === 'update') return 'edit'
  if (verb === 'remove' || verb === 'delete') return 'remove'
  return undefined
}

export type Happening = NonNullable<ReturnType<typeof happening>>
