import type { Listing } from "@mainstreet/core/listing";
import { MOST_PHOTOS } from "@mainstreet/core/picture";
import { FIELDS, type FieldName, isEmpty, isSame, otherOf, type Pair, type Which } from "./pair.ts";

/** Where the value of a field comes from. */
export type Source = Which | "both";

/** Which listing stays, and where its fields come from as far as somebody has said so. */
export type Choice = {
  readonly keep: Which;
  readonly sources: Readonly<Partial<Record<FieldName, Source>>>;
};

// As many as a listing may have of each (core/listing.ts).
const MOST_DEALS = 5;
const MOST_CATEGORIES = 5;
const MOST_TAGS = 12;
const LONGEST_NOTE = 4000;

/** The fields in which the two say different things. */
export function differing({ a, b }: Pair): readonly FieldName[] {
  return FIELDS.filter((field) => !isSame(a.listing[field], b.listing[field]));
}

/** The fields in which both say the same, and something. */
export function alike({ a, b }: Pair): readonly FieldName[] {
  return FIELDS.filter((field) => isSame(a.listing[field], b.listing[field]) && !isEmpty(a.listing[field]));
}

/** What a field says if the values of both are put together; undefined where that makes no sense, or is too much. */
export function together(field: FieldName, first: Listing, second: Listing): unknown {
  if (isEmpty(first[field]) || isEmpty(second[field])) return undefined;
  switch (field) {
    case "photos":
      return joined(first.photos, second.photos, ({ hash }) => hash, MOST_PHOTOS);
    case "deals":
      return joined(first.deals, second.deals, (deal) => JSON.stringify(deal), MOST_DEALS);
    case "categories":
      return joined(first.categories, second.categories, (id) => id, MOST_CATEGORIES);
    case "tags":
      return joined(first.tags, second.tags, (tag) => tag.toLowerCase(), MOST_TAGS);
    case "staffNote": {
      const note = `${first.staffNote}\n\n${second.staffNote}`;
      return note.length <= LONGEST_NOTE ? note : undefined;
    }
    default:
      return undefined;
  }
}

/** All of two lists, each thing once; undefined where one has all of it already, or it is more than there may be. */
function joined<T>(
  first: readonly T[],
  second: readonly T[],
  keyOf: (item: T) => string,
  most: number,
): readonly T[] | undefined {
  const known = new Set(first.map(keyOf));
  const all = [...first, ...second.filter((item) => !known.has(keyOf(item)))];
  const isOneEnough = all.length === first.length || all.length === second.length;
  return isOneEnough || all.length > most ? undefined : all;
}

/** Where the value of a field comes from: as somebody has said, or else from the one that stays if it says anything. */
export function sourceOf(pair: Pair, { keep, sources }: Choice, field: FieldName): Source {
  const [kept, other] = [pair[keep].listing, pair[otherOf(keep)].listing];
  const canBoth = together(field, kept, other) !== undefined;
  const said = sources[field];
  if (said !== undefined && (said !== "both" || canBoth)) return said;
  if (field === "staffNote" && canBoth) return "both";
  return isEmpty(kept[field]) ? otherOf(keep) : keep;
}

/** What the listing that stays will say. */
export function chosenValue(pair: Pair, choice: Choice, field: FieldName): unknown {
  const source = sourceOf(pair, choice, field);
  if (source !== "both") return pair[source].listing[field];
  return together(field, pair[choice.keep].listing, pair[otherOf(choice.keep)].listing);
}

/** The fields that change with the merge, as the API takes them. */
export function takeOf(pair: Pair, choice: Choice): Readonly<Record<string, unknown>> {
  const kept = pair[choice.keep].listing;
  return Object.fromEntries(
    differing(pair)
      .map((field) => [field, chosenValue(pair, choice, field)] as const)
      .filter(([field, value]) => !isSame(value, kept[field])),
  );
}
