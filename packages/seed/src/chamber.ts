import { NO_APPROVAL } from "@mainstreet/core/approval";
import { ALL_INCLUDED, type ChamberSettings } from "@mainstreet/core/chamber";
import { NO_RENEWAL } from "@mainstreet/core/standing";
import { midHudson } from "./region.ts";

export const LEVELS = [
  { id: "neighbor", name: "Neighbor", rank: 0, featured: false, ...ALL_INCLUDED },
  { id: "supporter", name: "Supporter", rank: 2, featured: false, ...ALL_INCLUDED },
  { id: "anchor", name: "Anchor", rank: 4, featured: true, ...ALL_INCLUDED },
] as const;

/** The settings of the made-up Mid-Hudson Chamber of Commerce. */
export function chamberSettings(): ChamberSettings {
  return {
    name: "Mid-Hudson Chamber of Commerce",
    tagline: "The shops, farms and workshops on both banks of the river",
    about:
      "We are the businesses of Ulster and Dutchess counties, from bakeries that open before dawn to a diner that never closes. " +
      "Most of us know each other by name, and we started this chamber so that you can find us by ours. " +
      "Come by, ask for what you need, and if we do not have it we will send you to a neighbor who does.",
    email: "hello@midhudson.example.org",
    phone: "845-555-0100",
    address: "27 Wall Street, Kingston, NY 12401",
    region: midHudson(),
    showOutside: false,
    zone: "America/New_York",
    language: "en-US",
    country: "US",
    units: "mi",
    accent: "#1f4f6b",
    logo: null,
    mapStyle: "",
    levels: [...LEVELS],
    approval: NO_APPROVAL,
    confirmEveryDays: 365,
    renewal: NO_RENEWAL,
  };
}
