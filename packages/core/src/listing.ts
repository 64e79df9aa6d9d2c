import * as z from "zod";
import { Deals } from "./deal.ts";
import { idOf } from "./id.ts";
import { Instant, LocalDate, Zone } from "./local-date.ts";
import { OpeningHours } from "./opening-hours.ts";
import { Photos, Picture } from "./picture.ts";
import { contains, Position, type Region } from "./region.ts";
import { Slug } from "./slug.ts";
import { filledLine, line, paragraphs } from "./text.ts";

/** Where mail and visitors go. Parts that are not known are empty. */
export const Address = z.strictObject({
  street: line(160),
  extra: line(160),
  town: line(80),
  state: line(80),
  postalCode: line(20),
});
export type Address = z.infer<typeof Address>;

const Website = z.union([
  z.literal(""),
  z
    .url({
      protocol: /^https?$/,
      hostname: z.regexes.domain,
      error: "must be a web address such as https://example.com",
    })
    .max(400)
    // The URL parser overlooks these; the files the address is copied into do not.
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, "must be one line of plain text"),
]);

/** What an owner or staff may set of a listing: all of it public but the staff's note. */
export const ListingDraft = z.strictObject({
  name: filledLine(120),
  summary: line(160),
  description: paragraphs(4000),
  categories: z
    .array(idOf("category"))
    .max(5, "may be in at most 5 categories")
    .refine((ids) => new Set(ids).size === ids.length, "must name each category once"),
  tags: z.array(filledLine(40)).max(12, "may have at most 12 tags"),
  address: Address,
  /** Where the pin stands, or null while nobody has set one. */
  position: Position.nullable(),
  phone: line(40).refine((s) => s === "" || /(\d\D*){3}/.test(s), "must be a phone number"),
  email: z.union([z.literal(""), z.email("must be an e-mail address").max(254)]),
  website: Website,
  hours: OpeningHours,
  /** The zone whose clocks the hours follow; null for the chamber's. */
  zone: Zone.nullable().default(null),
  logo: Picture.nullable().default(null),
  photos: Photos.default([]),
  deals: Deals.default([]),
  staffNote: paragraphs(4000),
  /** The day a member last said that the listing is right. */
  confirmedOn: LocalDate.nullable(),
  status: z.enum(["published", "hidden"]),
});
export type ListingDraft = z.infer<typeof ListingDraft>;

/** One location of a member. Removed and merged ones stay as signposts: their addresses are never given away. */
export const Listing = ListingDraft.extend({
  id: idOf("listing"),
  memberId: idOf("member"),
  slug: Slug,
  formerSlugs: z.array(Slug).max(50),
  status: z.enum(["published", "hidden", "removed", "merged"]),
  mergedInto: idOf("listing").nullable(),
  externalId: line(200).nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().min(1),
});
export type Listing = z.infer<typeof Listing>;

/** A change to a listing: any of its fields, and its address on the site. */
export const ListingChange = ListingDraft.extend({
  slug: Slug,
  // Without the defaults, which would put these back with every change of something else.
  zone: Zone.nullable(),
  logo: Picture.nullable(),
  photos: Photos,
  deals: Deals,
}).partial();
export type ListingChange = z.infer<typeof ListingChange>;

/** A listing with nothing known but its name. */
export const BLANK: Omit<ListingDraft, "name"> = {
  summary: "",
  description: "",
  categories: [],
  tags: [],
  address: { street: "", extra: "", town: "", state: "", postalCode: "" },
  position: null,
  phone: "",
  email: "",
  website: "",
  hours: "",
  zone: null,
  logo: null,
  photos: [],
  deals: [],
  staffNote: "",
  confirmedOn: null,
  status: "published",
};

/** Whether a pin lies outside a region; without a pin or a region nothing does. */
export function isOutside(position: Position | null, region: Region | null): boolean {
  return position !== null && region !== null && !contains(region, position);
}
