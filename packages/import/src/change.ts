import { newId } from "@mainstreet/core/id";
import { type Listing, ListingDraft } from "@mainstreet/core/listing";
import type { Member } from "@mainstreet/core/member";
import { currentOn, Membership } from "@mainstreet/core/membership";
import type { External } from "@mainstreet/store/import-store";
import type { CategoryBook } from "./category-book.ts";
import { categoryNames, day, tagNames } from "./cell.ts";
import type { ImportNeeds } from "./needs.ts";
import { levelOf, type MemberRow, type Rules, type Values } from "./row.ts";
import { LABEL, TARGETS, type Target } from "./target.ts";

/** A field that a row changes, in words. */
export type FieldChange = { readonly field: string; readonly from: string; readonly to: string };

/** The changes of a row, and the member and listing with them. */
export type Merged = { readonly member: Member; readonly listing: Listing; readonly fields: readonly FieldChange[] };

export type ChangeNeeds = Pick<ImportNeeds, "now" | "random" | "keyring"> & {
  readonly rules: Rules;
  readonly book: CategoryBook;
};

/** The targets for which a row says something else than when it was last imported. Unmapped ones say nothing. */
export function movedTargets(values: Values, source: External["source"]): Target[] {
  return TARGETS.filter((target) => values[target] !== undefined && values[target] !== (source[target] ?? ""));
}

/** What a row said, to be remembered: empty values are left out, those the file does not map stay. */
export function sourceOf(values: Values, before: External["source"] = {}): External["source"] {
  return Object.fromEntries(Object.entries({ ...before, ...values }).filter(([, value]) => value !== ""));
}

/**
 * Member and listing with what the row changed since its last import, and nothing else: edits made here meanwhile stay,
 * but for the very fields that changed in the file. Of lists (categories, tags, memberships) only the entries change.
 * @returns why not, when the outcome would not be allowed
 */
export function merge(
  row: MemberRow,
  source: External["source"],
  current: { member: Member; listing: Listing },
  needs: ChangeNeeds,
): Merged | { readonly reason: string } {
  const moved = movedTargets(row.values, source);
  let { member, listing } = current;
  for (const target of moved) {
    ({ member, listing } = withTarget(target, row, source, { member, listing }, needs));
  }
  const refused = ListingDraft.pick({ categories: true, tags: true }).safeParse({
    categories: listing.categories,
    tags: listing.tags,
  });
  if (!refused.success) {
    const { path, message } = refused.error.issues[0] ?? { path: [], message: "" };
    return { reason: `${path.join(".")}, with what is there already: ${message}` };
  }
  const wrong = member.memberships.map((m) => Membership.safeParse(m).error?.issues[0]?.message).find(Boolean);
  if (wrong) return { reason: `member since: the membership ${wrong}` };
  const fields = moved.flatMap((target) => {
    const from = shown(target, current, needs.book);
    const to = shown(target, { member, listing }, needs.book);
    return from === to ? [] : [{ field: LABEL[target], from, to }];
  });
  return { member, listing, fields };
}

type Pair = { readonly member: Member; readonly listing: Listing };

function withTarget(target: Target, row: MemberRow, source: External["source"], pair: Pair, needs: ChangeNeeds): Pair {
  const { member, listing } = pair;
  switch (target) {
    case "externalId":
      return pair;
    case "name":
      return { member: { ...member, name: row.member.name }, listing: { ...listing, name: row.listing.name } };
    case "contactName":
    case "contactEmail":
      return { member: { ...member, [target]: row.member[target] }, listing };
    case "publicEmail":
      return { member, listing: { ...listing, email: row.listing.email } };
    case "category": {
      const ids = (names: readonly string[]) => names.flatMap((name) => needs.book.find(name) ?? []);
      const categories = exchanged(listing.categories, ids(categoryNames(source.category ?? "")), ids(row.categories));
      return { member, listing: { ...listing, categories } };
    }
    case "tags":
      return {
        member,
        listing: { ...listing, tags: exchanged(listing.tags, tagNames(source.tags ?? ""), row.listing.tags) },
      };
    case "street":
    case "extra":
    case "town":
    case "state":
    case "postalCode":
      return {
        member,
        listing: { ...listing, address: { ...listing.address, [target]: row.listing.address[target] } },
      };
    case "lat":
    case "lon":
      return { member, listing: { ...listing, position: row.listing.position } };
    case "phone":
    case "website":
    case "hours":
    case "summary":
    case "description":
    case "staffNote":
      return { member, listing: { ...listing, [target]: row.listing[target] } };
    case "level":
    case "memberSince":
      return { member: { ...member, memberships: membershipsWith(target, row, source, member, needs) }, listing };
  }
}

/** A list without what a row no longer names and with what it newly names; the rest was put there by people. */
function exchanged(current: readonly string[], before: readonly string[], after: readonly string[]): string[] {
  const kept = current.filter((entry) => !before.includes(entry) || after.includes(entry));
  const added = after.filter((entry) => !before.includes(entry) && !kept.includes(entry));
  return [...new Set([...kept, ...added])];
}

/** The membership that the import made is changed where it still stands; else the current one; else one is added. */
function membershipsWith(
  target: "level" | "memberSince",
  row: MemberRow,
  source: External["source"],
  member: Member,
  { rules, now, random }: ChangeNeeds,
): Membership[] {
  const since = source.memberSince ? day(source.memberSince, rules.country) : null;
  const level = levelOf(source.level ?? "", rules.levels)?.id;
  const { memberships } = member;
  const made = memberships.find((m) => (m.level === level || target === "memberSince") && (!since || m.from === since));
  const meant = made ?? currentOn(memberships, rules.today);
  if (!meant) return [...memberships, { id: newId("membership", now(), random), ...row.membership, until: null }];
  const change = target === "level" ? { level: row.membership.level } : { from: row.membership.from };
  return memberships.map((m) => (m === meant ? { ...m, ...change } : m));
}

function shown(target: Target, { member, listing }: Pair, book: CategoryBook): string {
  switch (target) {
    case "externalId":
      return listing.externalId ?? "";
    case "contactName":
    case "contactEmail":
      return member[target];
    case "publicEmail":
      return listing.email;
    case "category":
      return listing.categories.map(book.nameOf).join("; ");
    case "tags":
      return listing.tags.join("; ");
    case "street":
    case "extra":
    case "town":
    case "state":
    case "postalCode":
      return listing.address[target];
    case "lat":
    case "lon":
      return listing.position ? String(listing.position[target]) : "";
    case "level":
    case "memberSince":
      return member.memberships.map((m) => (target === "level" ? m.level : m.from)).join("; ");
    case "name":
    case "phone":
    case "website":
    case "hours":
    case "summary":
    case "description":
    case "staffNote":
      return listing[target];
  }
}
