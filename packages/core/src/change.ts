/** An entity with a change applied: fields that the change leaves out, or leaves undefined, stay. */
export function applied<T extends object>(current: T, change: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const next = { ...current };
  for (const key in change) {
    const value = change[key];
    if (value !== undefined) next[key] = value;
  }
  return next;
}
