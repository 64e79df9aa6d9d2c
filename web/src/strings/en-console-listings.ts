/* What staff read in the table of listings. */

export const listingStates = {
  published: "On the site",
  hidden: "Hidden",
  removed: "Removed",
  merged: "Merged",
} as const;

export const lackWords = {
  pin: "No pin",
  outside: "Pin outside the region",
  category: "No category",
  phone: "No phone",
  website: "No website",
  photos: "No photos",
  confirmed: "Not confirmed for a year",
} as const;

export const listingsView = {
  title: "Listings",
  lead: "What the public sees of members: one listing for each location.",
  filters: "Filters",
  search: "Name, member, street, phone or tag",
  name: "Listing",
  status: "Shown",
  allStates: "Not removed",
  town: "Town",
  category: "Category",
  member: "Member",
  pin: "Pin",
  pins: { none: "none", inside: "yes", outside: "outside" },
  confirmed: "Confirmed on",
  never: "never",
  lacks: "What it lacks",
  nothing: "–",
  any: "Any",
} as const;

export const listingActions = {
  category: "Category",
  choose: "Choose one",
  add: "Add",
  addCategory: "Add a category",
  takeAway: "Take away",
  removeCategory: "Take a category away",
  hide: "Hide from the site",
  show: "Show on the site",
  confirm: "Confirmed today",
} as const;
