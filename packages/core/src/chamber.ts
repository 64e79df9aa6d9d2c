import * as z from "zod";
import { Approval, NO_APPROVAL } from "./approval.ts";
import { Instant, Zone } from "./local-date.ts";
import { MOST_PHOTOS, Sized } from "./picture.ts";
import { Region } from "./region.ts";
import { NO_RENEWAL, Renewal } from "./standing.ts";
import { filledLine, line, paragraphs } from "./text.ts";

/** What a membership includes: its rank (0 the plainest) orders levels, and a featured level is labelled so. */
export const Level = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, "must be small letters, digits and hyphens"),
  name: filledLine(40),
  rank: z.int().min(0).max(7),
  featured: z.boolean(),
  /** How many photos the site shows of a listing, and whether it shows its deals. What is not shown stays stored. */
  photos: z.int().min(0).max(MOST_PHOTOS).default(MOST_PHOTOS),
  deals: z.boolean().default(true),
});
export type Level = z.infer<typeof Level>;

/** What is included where no level says less. */
export const ALL_INCLUDED: Pick<Level, "photos" | "deals"> = { photos: MOST_PHOTOS, deals: true };

const MapStyle = z.union([
  z.literal(""),
  z.url({ protocol: /^https$/, hostname: z.regexes.domain, error: "must be an https address of a map style" }).max(400),
]);

/** Every so many days members are asked whether their listings are still right; 0 for never. */
const ConfirmEveryDays = z.int().min(0).max(3650);

/** What staff may set of the chamber: everything about it but its version. */
export const ChamberSettings = z.strictObject({
  name: filledLine(80),
  tagline: line(140),
  about: paragraphs(2000),
  email: z.union([z.literal(""), z.email().max(254)]),
  phone: line(40),
  address: line(200),
  region: Region.nullable(),
  /** Whether listings outside the region are public all the same. */
  showOutside: z.boolean(),
  zone: Zone,
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "must be a language tag such as en or en-US"),
  country: z.string().regex(/^[A-Z]{2}$/, "must be two letters such as US"),
  units: z.enum(["mi", "km"]),
  accent: z.string().regex(/^#[0-9a-f]{6}$/, "must be a colour such as #1d5c4d"),
  /** Shown above every page; in words it is the chamber's name. */
  logo: Sized.nullable().default(null),
  /** The address of a MapLibre style with streets; empty for the plain map of the region. */
  mapStyle: MapStyle.default(""),
  levels: z
    .array(Level)
    .min(1)
    .max(8)
    .refine((levels) => new Set(levels.map((l) => l.id)).size === levels.length, "each level needs its own id"),
  /** Which changes that members make of their own listings wait for staff. */
  approval: Approval.default(NO_APPROVAL),
  confirmEveryDays: ConfirmEveryDays.default(365),
  /** When members are reminded to renew, and what becomes of those who do not. */
  renewal: Renewal.default(NO_RENEWAL),
});
export type ChamberSettings = z.infer<typeof ChamberSettings>;

/** A change to the chamber: any of its settings. */
export const ChamberChange = ChamberSettings.extend({
  // Without the defaults, which would put back the plain map and the first rules with every change of something else.
  mapStyle: MapStyle,
  logo: Sized.nullable(),
  approval: Approval,
  confirmEveryDays: ConfirmEveryDays,
  renewal: Renewal,
}).partial();
export type ChamberChange = z.infer<typeof ChamberChange>;

/** The one chamber that a deployment serves. */
export const Chamber = ChamberSettings.extend({ version: z.int().min(1), updatedAt: Instant });
export type Chamber = z.infer<typeof Chamber>;

/** The settings of a chamber nobody has set up yet: no border, so every place counts as inside. */
export const BLANK: ChamberSettings = {
  name: "Our Chamber of Commerce",
  tagline: "",
  about: "",
  email: "",
  phone: "",
  address: "",
  region: null,
  showOutside: false,
  zone: "America/New_York",
  language: "en",
  country: "US",
  units: "mi",
  accent: "#1d5c4d",
  logo: null,
  mapStyle: "",
  levels: [{ id: "member", name: "Member", rank: 0, featured: false, ...ALL_INCLUDED }],
  approval: NO_APPROVAL,
  confirmEveryDays: 365,
  renewal: NO_RENEWAL,
};
