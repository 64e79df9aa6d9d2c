/*
 * Every word that visitors see, by where they see it. One export a place, so that scripts carry only theirs.
 */

const businesses = (count: number): string => `${grouped(count)} ${count === 1 ? "business" : "businesses"}`;

/** 12345 as "12,345", without the machine's locale. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

export const frame = {
  title: (page: string, site: string) => `${page} · ${site}`,
  skip: "Skip to content",
  mainNavigation: "Main",
  home: "Home",
  directory: "Directory",
  towns: "Towns",
  breadcrumbs: "Where you are",
  explore: "Explore",
  openData: "Open data",
  atomFeed: "New members (Atom feed)",
  jsonFeed: "New members (JSON feed)",
  geojson: "Whole directory (GeoJSON)",
  csv: "Whole directory (CSV)",
} as const;

export const card = {
  /** The label of a listing at a featured level, with the level's name unless it says the same. */
  featured: (level: string) => (level.toLowerCase() === "featured" ? "Featured" : `Featured · ${level}`),
  notOnMap: "Not on the map yet",
  call: (phone: string, name: string) => `${phone}, call ${name}`,
  joined: (date: string) => `Joined ${date}`,
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
} as const;

export const notFound = {
  title: "This page is not here",
  text: "The business may have moved or closed, or the address has a slip in it. The directory knows everybody.",
  link: "Open the directory",
} as const;

export const search = {
  label: "Search the directory",
  labelIn: (name: string) => `Search in ${name}`,
  hint: "Name, trade, town …",
  submit: "Search",
  results: "Search results",
  loading: "Opening the directory …",
  found: (count: number, text: string) => `${count === 0 ? "No businesses" : businesses(count)} for “${text}”`,
  noneHint: "Try fewer letters, another word, or the name of a town.",
  more: "Show more",
  everywhere: "Search the whole directory",
  unavailable: "Search cannot be reached just now. The lists on this site are complete.",
  newerVersion: "This page is older than the directory. Reload it to search.",
} as const;

export const map = {
  title: "Map",
  show: "Show map",
  hide: "Hide map",
  loading: "Drawing the map …",
  unavailable: "The map cannot be drawn on this device. The list has every business.",
  noPoints: "The businesses could not be put on the map. The list has every one of them.",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  pan: { left: "Move left", right: "Move right", up: "Move up", down: "Move down" },
  windowsZoom: "Hold Ctrl and scroll to zoom",
  macZoom: "Hold ⌘ and scroll to zoom",
  twoFingers: "Move the map with two fingers",
  close: "Close",
  here: (count: number) => `${grouped(count)} at this place`,
  more: (count: number) => `and ${grouped(count)} more: zoom in`,
} as const;
