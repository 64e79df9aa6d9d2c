import { createHash } from "node:crypto";
import { CategoryDraft } from "@mainstreet/core/category";
import type { Level } from "@mainstreet/core/chamber";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import type { Position } from "@mainstreet/core/region";
import { fold } from "@mainstreet/core/text";
import { categoryNames, cleaned, day, degrees, tagNames, webAddress } from "./cell.ts";
import type { Layout } from "./mapping.ts";
import { LABEL, TARGETS, type Target } from "./target.ts";

/** What a row says, by target: only targets that the mapping knows, empty where the cell is. */
export type Values = Readonly<Partial<Record<Target, string>>>;

/** What a row is checked against. `today` is a day such as 2026-11-22. */
export type Rules = { readonly levels: readonly Level[]; readonly country: string; readonly today: string };

/** A row that can be imported: a member with one listing. Categories are names here; ids come when it is written. */
export type MemberRow = {
  readonly values: Values;
  /** Tells the row from others, in this file and the next: a SHA-256 in hex. */
  readonly identity: string;
  readonly externalId: string | null;
  readonly member: Omit<Member.MemberDraft, "memberships">;
  readonly membership: { readonly level: string; readonly from: string };
  readonly listing: Listing.ListingDraft;
  readonly categories: readonly string[];
};

/** Why a row cannot be imported, in words for whoever made it. */
export type Reason = { readonly reason: string };

const MemberFields = Member.MemberDraft.omit({ memberships: true });
const CategoryName = CategoryDraft.pick({ name: true });
const MOST_CATEGORIES = 5;
const MOST_ID = 200;

/** What a row says, joined from its cells and filled up with defaults. */
export function valuesOf(cells: readonly string[], layout: Layout): Values {
  const values: Partial<Record<Target, string>> = {};
  for (const { target, columns, between, fallback } of layout) {
    const parts = columns.flatMap(({ at, prefix }) => {
      const cell = cleaned(cells[at] ?? "", target);
      return cell && prefix + cell;
    });
    values[target] = parts.filter(Boolean).join(between) || cleaned(fallback, target);
  }
  return values;
}

/** The row as a member and its listing, or why it cannot be one. */
export function rowOf(values: Values, rules: Rules): MemberRow | Reason {
  const reasons: string[] = [];
  const name = values.name ?? "";
  if (name === "") return { reason: "name is empty" };
  const position = positionOf(values, reasons);
  const membership = membershipOf(values, rules, reasons);
  const categories = categoriesOf(values.category ?? "", reasons);
  const externalId = values.externalId || null;
  if (externalId && externalId.length > MOST_ID) reasons.push(`id: must have at most ${MOST_ID} characters`);
  const listing = Listing.ListingDraft.safeParse({
    ...Listing.BLANK,
    name,
    summary: values.summary ?? "",
    description: values.description ?? "",
    tags: tagNames(values.tags ?? ""),
    address: {
      street: values.street ?? "",
      extra: values.extra ?? "",
      town: values.town ?? "",
      state: values.state ?? "",
      postalCode: values.postalCode ?? "",
    },
    position,
    phone: values.phone ?? "",
    email: (values.publicEmail ?? "").replace(/^mailto:/i, ""),
    website: webAddress(values.website ?? ""),
    hours: values.hours ?? "",
    staffNote: values.staffNote ?? "",
  });
  const member = MemberFields.safeParse({
    name,
    note: "",
    contactName: values.contactName ?? "",
    contactEmail: (values.contactEmail ?? "").replace(/^mailto:/i, ""),
  });
  for (const issue of [...(listing.error?.issues ?? []), ...(member.error?.issues ?? [])])
    reasons.push(reasonOf(issue));
  if (reasons.length > 0 || !listing.success || !member.success) return { reason: [...new Set(reasons)].join("; ") };
  const identity = identityOf(values, position);
  return { values, identity, externalId, member: member.data, membership, listing: listing.data, categories };
}

/** The level that a word names, by id or name; the chamber's first for an empty word; undefined for an unknown one. */
export function levelOf(word: string, levels: readonly Level[]): Level | undefined {
  if (word === "") return levels[0];
  return levels.find((level) => level.id === word || fold(level.name) === fold(word));
}

function membershipOf(values: Values, rules: Rules, reasons: string[]): MemberRow["membership"] {
  const level = levelOf(values.level ?? "", rules.levels);
  if (!level) {
    reasons.push(`level: “${values.level}” is not one of ${rules.levels.map((l) => l.name).join(", ")}`);
  }
  const since = values.memberSince ? day(values.memberSince, rules.country) : rules.today;
  if (since === null) reasons.push("member since: must be a date such as 2019-05-31");
  return { level: level?.id ?? "", from: since ?? rules.today };
}

function positionOf(values: Values, reasons: string[]): Position | null {
  const [latText, lonText] = [values.lat ?? "", values.lon ?? ""];
  if (latText === "" && lonText === "") return null;
  if (latText === "" || lonText === "") {
    reasons.push(
      latText === "" ? "latitude is empty, but longitude is not" : "longitude is empty, but latitude is not",
    );
    return null;
  }
  const [lat, lon] = [degrees(latText), degrees(lonText)];
  if (lat === null) reasons.push("latitude: must be a number such as 48.4079");
  else if (Math.abs(lat) > 90) reasons.push("latitude: must be between -90 and 90");
  if (lon === null) reasons.push("longitude: must be a number such as 15.6004");
  else if (Math.abs(lon) > 180) reasons.push("longitude: must be between -180 and 180");
  if (lat === null || lon === null || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  // 0, 0 lies in the Gulf of Guinea: it is what programs write for “not known”.
  return lat === 0 && lon === 0 ? null : { lat, lon };
}

function categoriesOf(text: string, reasons: string[]): string[] {
  const names = new Map(categoryNames(text).map((name) => [fold(name) || name, name]));
  for (const [word, name] of names) {
    const { data, error } = CategoryName.safeParse({ name });
    if (data) names.set(word, data.name);
    else reasons.push(`category: ${error.issues[0]?.message}`);
  }
  if (names.size > MOST_CATEGORIES) reasons.push(`category: may be at most ${MOST_CATEGORIES}`);
  return [...names.values()];
}

/**
 * The id of the row, or without one what makes a place itself: name, street, postal code and town, and the pin where
 * there is no street (two places of one name on a map are two places).
 */
function identityOf(values: Values, position: Position | null): string {
  const alike = (text = "") => fold(text) || text;
  const place = [values.name, values.street, values.postalCode, values.town].map(alike);
  const pin = values.street || !position ? [] : [position.lat, position.lon];
  const parts = values.externalId ? ["id", values.externalId] : ["place", ...place, ...pin];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

const SHAPE: Readonly<Partial<Record<Target, string>>> = {
  contactEmail: "must be an e-mail address",
  publicEmail: "must be an e-mail address",
  website: "must be a web address such as https://example.com",
};

function reasonOf({ path, message }: Issue): string {
  const field = String((path[0] === "address" ? path[1] : path[0]) ?? "row");
  const target = field === "email" ? "publicEmail" : TARGETS.find((t) => t === field);
  return target ? `${LABEL[target]}: ${SHAPE[target] ?? message}` : `${field}: ${message}`;
}
