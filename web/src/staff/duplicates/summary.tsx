import type { ReactNode } from "react";
import { pairFields, pairView as words } from "../../strings/en-console-duplicates.ts";
import { FIELDS, isEmpty, otherOf, type Pair } from "./pair.ts";
import { type Choice, chosenValue, takeOf } from "./taken.ts";

type Props = { readonly pair: Pair; readonly choice: Choice; readonly withMembers: boolean };

/** What a merge would do, and what of it could be undone, in sentences. */
export function Summary({ pair, choice, withMembers }: Props): ReactNode {
  const [into, from] = [pair[choice.keep], pair[otherOf(choice.keep)]];
  const taken = Object.keys(takeOf(pair, choice));
  const what = FIELDS.filter((field) => taken.includes(field)).map((field) =>
    field === "photos" ? words.photos(photosFrom(pair, choice)) : pairFields[field].toLowerCase(),
  );
  const lost = [
    ...(isEmpty(from.listing.photos) && from.listing.logo === null ? [] : [words.pictures]),
    ...(withMembers ? [words.people] : []),
  ];
  const name = String(chosenValue(pair, choice, "name"));
  return (
    <div role="status">
      <p>{words.leads(from.listing.slug, name)}</p>
      <p>{what.length > 0 ? words.taken(listed(what)) : words.nothingTaken}</p>
      {withMembers && <p>{words.membersToo(from.member.name, into.member.name)}</p>}
      <p className="account-hint">{lost.length > 0 ? words.notBack(listed(lost)) : words.undoable}</p>
    </div>
  );
}

/** How many photos the listing that stays has not had before. */
function photosFrom(pair: Pair, choice: Choice): number {
  const known = new Set(pair[choice.keep].listing.photos.map(({ hash }) => hash));
  const theirs = pair[otherOf(choice.keep)].listing.photos;
  return theirs.filter(({ hash }) => !known.has(hash)).length;
}

const LIST = new Intl.ListFormat("en-US");

function listed(parts: readonly string[]): string {
  return LIST.format(parts);
}
