import type { EventDraft } from "./event.ts";

/** An event for tests: an open mixer of forty seats on a Thursday evening in New York. */
export const BLANK_EVENT: EventDraft = {
  title: "December mixer",
  summary: "",
  description: "",
  type: "mixer",
  zone: "America/New_York",
  startsAt: "2026-12-03T17:30",
  endsAt: "2026-12-03T19:30",
  hostId: null,
  coHostIds: [],
  venue: {
    listingId: null,
    name: "The Barn",
    address: { street: "1 Main St", extra: "", town: "Kingston", state: "NY", postalCode: "12401" },
    position: null,
    note: "",
  },
  openTo: "everyone",
  capacity: 40,
  registrationOpens: null,
  registrationCloses: null,
  promoteUntil: null,
  fillGaps: false,
  status: "published",
};
