/** What stands in the fields of a form, by their names. */
export type Values = Readonly<Record<string, string | number | boolean>>;

/** A field that two people have changed, each to something else. */
export type Clash = { readonly name: string; readonly yours: Values[string]; readonly theirs: Values[string] };

/** The fields that say something else than before. */
export function changesOf(before: Values, after: Values): Values {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));
}

/**
 * Where a change meets what somebody else has made of the same fields.
 * @param before what both have seen
 * @param change what is to be saved
 * @param now what stands there by now
 */
export function clashesOf(before: Values, change: Values, now: Values): Clash[] {
  return Object.entries(change).flatMap(([name, yours]) => {
    const theirs = now[name];
    if (theirs === undefined || theirs === before[name] || theirs === yours) return [];
    return [{ name, yours, theirs }];
  });
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** A schema, as far as a form asks it. */
export type Rules = {
  safeParse(value: unknown): { readonly error?: { readonly issues: readonly Issue[] } | undefined };
};

/** What is wrong with fields, by their names, in words for people; nothing where all is well. */
export function wrongIn(schema: Rules, change: Values): Readonly<Record<string, string>> {
  const { error } = schema.safeParse(change);
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [String(path[0]), message]));
}
