import * as z from "zod";
import { ListingChange } from "./listing.ts";
import { OwnField } from "./own-field.ts";

/** What those who act for a member may change of its listings; everything else is for staff. */
export const OwnChange = ListingChange.pick({
  name: true,
  summary: true,
  description: true,
  categories: true,
  tags: true,
  address: true,
  position: true,
  phone: true,
  email: true,
  website: true,
  hours: true,
  zone: true,
  logo: true,
  photos: true,
  deals: true,
} satisfies Record<OwnField, true>);
export type OwnChange = z.infer<typeof OwnChange>;

/** The names of these fields. */
export const OWN_FIELDS: readonly OwnField[] = OwnField.options;

/** What happens to a change of a field: applied at once; applied at once and shown to staff; held until staff approve. */
export const Rule = z.enum(["free", "auto", "staff"]);
export type Rule = z.infer<typeof Rule>;
export type Rules = Readonly<Record<OwnField, Rule>>;

const SomeRules = z
  .strictObject({
    name: Rule,
    summary: Rule,
    description: Rule,
    categories: Rule,
    tags: Rule,
    address: Rule,
    position: Rule,
    phone: Rule,
    email: Rule,
    website: Rule,
    hours: Rule,
    zone: Rule,
    logo: Rule,
    photos: Rule,
    deals: Rule,
  } satisfies Record<OwnField, typeof Rule>)
  .partial();

const MOST_LEVELS = 32;

/** The rules of a chamber: for everybody, and where a level has others, for its members. */
export const Approval = z.strictObject({
  fields: SomeRules,
  /** By the level's id; those of levels that are gone say nothing. */
  levels: z
    .record(z.string().min(1).max(32), SomeRules)
    .refine((levels) => Object.keys(levels).length <= MOST_LEVELS, `may have rules for at most ${MOST_LEVELS} levels`),
});
export type Approval = z.infer<typeof Approval>;

/** The rules that hold where a chamber has set none: what a business is, where it stands, what pictures show and what is offered waits for staff. */
export const DEFAULT_RULES: Rules = {
  name: "staff",
  summary: "auto",
  description: "auto",
  categories: "staff",
  tags: "auto",
  address: "staff",
  position: "staff",
  phone: "free",
  email: "auto",
  website: "auto",
  hours: "free",
  zone: "auto",
  logo: "staff",
  photos: "staff",
  deals: "staff",
};

/** The rules of a chamber that has set none of its own. */
export const NO_APPROVAL: Approval = { fields: {}, levels: {} };

/**
 * The rules for the listings of a member.
 * @param level the id of the member's level today, or null without one
 */
export function rulesOf(approval: Approval, level: string | null): Rules {
  // A level may be called as something that every object has, such as "constructor".
  const ofLevel = level !== null && Object.hasOwn(approval.levels, level) ? approval.levels[level] : undefined;
  const rules = { ...DEFAULT_RULES };
  for (const field of OWN_FIELDS) rules[field] = ofLevel?.[field] ?? approval.fields[field] ?? DEFAULT_RULES[field];
  return rules;
}
