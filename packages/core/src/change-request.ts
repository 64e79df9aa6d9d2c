import * as z from "zod";
import { OWN_FIELDS, type OwnChange, type Rules } from "./approval.ts";
import { idOf } from "./id.ts";
import { Listing } from "./listing.ts";
import { Instant } from "./local-date.ts";
import type { OwnField } from "./own-field.ts";
import { PersonKey } from "./person-key.ts";
import { paragraphs } from "./text.ts";

/** What of a listing its member's people may change. */
export type Own = Pick<Listing, OwnField>;

const value = Listing.shape;
const diff = <S extends z.ZodType>(schema: S) => z.strictObject({ before: schema, after: schema }).optional();

/** Fields as they were and as they are to be. */
export const Diff = z.strictObject({
  name: diff(value.name),
  summary: diff(value.summary),
  description: diff(value.description),
  categories: diff(value.categories),
  tags: diff(value.tags),
  address: diff(value.address),
  position: diff(value.position),
  phone: diff(value.phone),
  email: diff(value.email),
  website: diff(value.website),
  hours: diff(value.hours),
  zone: diff(value.zone),
  logo: diff(value.logo),
  photos: diff(value.photos),
  deals: diff(value.deals),
});
export type Diff = { [F in OwnField]?: { before: Own[F]; after: Own[F] } | undefined };

/** What staff say about a change. */
export const Reason = paragraphs(1000);

/** That somebody has changed a listing, or would like to. */
export const ChangeRequest = z.strictObject({
  id: idOf("change"),
  listingId: idOf("listing"),
  memberId: idOf("member"),
  /** Who asked last; null for somebody who was erased. */
  by: PersonKey.nullable(),
  /** All who asked for something in it; each is told what comes of it. */
  askers: z.array(PersonKey).max(50),
  fields: Diff,
  /** Waiting for staff, decided by them, taken back, or applied at once and shown to staff. */
  status: z.enum(["pending", "approved", "refused", "withdrawn", "applied"]),
  /** What staff said; empty for nothing. */
  reason: Reason,
  /** Null for Mainstreet itself, and while nobody has decided. */
  decidedBy: PersonKey.nullable(),
  decidedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  /** The version of the listing that it was written with last: no two of a listing ever share one. */
  version: z.int().min(1),
});
export type ChangeRequest = z.infer<typeof ChangeRequest>;

/** Whether two values of a field say the same. Both have come through its schema, which puts their keys into one order. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The fields that a diff names. */
export function fieldsOf(fields: Diff): OwnField[] {
  return OWN_FIELDS.filter((field) => fields[field] !== undefined);
}

/** The values that a diff leads to. */
export function afterOf(fields: Diff): OwnChange {
  const change: OwnChange = {};
  for (const field of fieldsOf(fields)) setAfter(change, field, fields);
  return change;
}

function setAfter<F extends OwnField>(change: { [K in F]?: Own[K] | undefined }, field: F, fields: Diff): void {
  change[field] = fields[field]?.after;
}

/** What a change would make different, of fields that it names. */
export function diffOf(current: Own, change: OwnChange): Diff {
  const fields: Diff = {};
  for (const field of OWN_FIELDS) setDiff(fields, field, current, change);
  return fields;
}

function setDiff<F extends OwnField>(
  fields: { [K in F]?: { before: Own[K]; after: Own[K] } | undefined },
  field: F,
  current: { readonly [K in F]: Own[K] },
  change: { readonly [K in F]?: Own[K] | undefined },
): void {
  const after = change[field];
  if (after !== undefined && !isSame(after, current[field])) fields[field] = { before: current[field], after };
}

/** A diff without some fields. */
export function without(fields: Diff, others: readonly OwnField[]): Diff {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !others.some((other) => other === field)));
}

/** What is to happen with a change: parts that are applied now, those of them that staff see, and what waits. */
export type Divided = { readonly now: Diff; readonly shown: Diff; readonly waiting: Diff };

/** Divides a change by the rules of its fields. */
export function divided(fields: Diff, rules: Rules): Divided {
  const not = (...wanted: readonly (Rules[OwnField] | undefined)[]) =>
    OWN_FIELDS.filter((field) => !wanted.includes(rules[field]));
  return {
    now: without(fields, not("free", "auto")),
    shown: without(fields, not("auto")),
    waiting: without(fields, not("staff")),
  };
}

/**
 * What waits for staff after another change: the last value of a field wins, over the value that stands now. A field that
 * the change puts back, or that is applied at once by now, waits no longer.
 * @param waited what waited before
 * @param asked every field that the change names, those too that it leaves as they are
 */
export function waitingAfter(waited: Diff, asked: readonly OwnField[], waiting: Diff): Diff {
  return { ...without(waited, asked), ...waiting };
}
