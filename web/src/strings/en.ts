import { businesses, grouped } from "./en-count.ts";

/*
 * Every word that visitors see, by where they see it: here what the pages say, in en-card.ts what cards and the first
 * search say, in en-screen.ts what comes with filters and map.
 */

export const frame = {
  title: (page: string, site: string) => `${page} · ${site}`,
  skip: "Skip to content",
  mainNavigation: "Main",
  home: "Home",
  directory: "Directory",
  towns: "Towns",
  events: "Mixers",
  calendar: "Mixers and events (calendar)",
  eventFeed: "Mixers and events (Atom feed)",
  breadcrumbs: "Where you are",
  explore: "Explore",
  members: "For members",
  join: "Become a member",
  openData: "Open data",
  atomFeed: "New members (Atom feed)",
  jsonFeed: "New members (JSON feed)",
  geojson: "Whole directory (GeoJSON)",
  csv: "Whole directory (CSV)",
} as const;

export const home = {
  description: (site: string, count: number) => `${site}: the directory of ${businesses(count)}.`,
  count: (count: number) => `${businesses(count)}, all of them your neighbors.`,
  today: "Today on Main Street",
  todayNote: "A few members drawn for the day. Tomorrow it is somebody else’s turn.",
  newest: "New members",
  categories: "What are you looking for?",
  towns: "By town",
  about: "About the chamber",
  all: "See the whole directory",
  empty: "No businesses yet. The first members will appear here as soon as the chamber adds them.",
} as const;

export const directory = {
  title: "Directory",
  description: (site: string, count: number) =>
    `${businesses(count)} of ${site}, by category, by town and from A to Z.`,
  count: businesses,
  categories: "By category",
  towns: "By town",
  rows: "From A to Z",
  empty: "No businesses yet. As soon as the chamber adds its first member, the directory opens here.",
} as const;

export const list = {
  part: (name: string, part: string) => `${name}: ${part}`,
  description: (name: string, site: string) => `${name} in the directory of ${site}.`,
  townDescription: (town: string, site: string) => `Businesses in ${town}, from the directory of ${site}.`,
  townTitle: (town: string) => `Businesses in ${town}`,
  count: businesses,
  linkCount: grouped,
  narrower: "Narrow it down",
  parts: "From A to Z",
  pages: "Other parts of this list",
  previous: "Previous",
  next: "Next",
  empty: "Nobody is listed here yet.",
  emptyLink: "See the whole directory",
} as const;

export const listing = {
  description: (name: string, site: string) => `${name}, a member of ${site}.`,
  call: "Call",
  website: "Website",
  directions: "Directions",
  saveContact: "Save contact",
  actions: "Get in touch",
  about: "About",
  contact: "Contact",
  address: "Address",
  phone: "Phone",
  email: "E-mail",
  hours: "Hours",
  day: "Day",
  open: "Open",
  hoursUnknown: "Hours are not known yet.",
  tags: "Good to know",
  where: "Where to find it",
  notOnMap: "This business is not on the map yet.",
  confirmed: (date: string) => `Confirmed by the member on ${date}`,
  memberSince: (date: string) => `Member since ${date}`,
  elsewhere: "Other locations",
  claim: "Is this your business?",
} as const;

export const notFound = {
  title: "This page is not here",
  text: "The business may have moved or closed, or the address has a slip in it. The directory knows everybody.",
  link: "Open the directory",
} as const;

export const searchForm = {
  label: "Search the directory",
  labelIn: (name: string) => `Search in ${name}`,
  hint: "Name, trade, town …",
  submit: "Search",
  filters: "Filter the list",
  open: "Open now",
  near: "Near me",
  more: "Filters",
  chips: "What the list is narrowed to",
  results: "Search results",
  showMore: "Show more",
  everywhere: "Search the whole directory",
} as const;
