/* What staff read around the views of the console. */

export const consoleFrame = {
  title: "Staff",
  description: "Where the chamber is run.",
  label: "Staff console",
  toSite: "See the site",
  loading: "One moment …",
  notStaff: "Only the chamber's staff can see this. Sign in with the mailbox that the chamber knows as staff.",
  menu: "Menu",
  notThere: "There is nothing here. Choose a view from the list.",
  failed: "This view cannot be shown. Nothing that was saved is lost.",
  again: "Try again",
} as const;

/** The views, in the order and the groups in which they are listed. */
export const consoleNav = [
  { group: "", views: [{ path: "/staff/", name: "Today" }] },
  {
    group: "Members",
    views: [
      { path: "/staff/members/", name: "Members" },
      { path: "/staff/renewals/", name: "Renewals" },
      { path: "/staff/people/", name: "Asking to join" },
      { path: "/staff/quiet/", name: "Quiet members" },
    ],
  },
  {
    group: "Directory",
    views: [
      { path: "/staff/listings/", name: "Listings" },
      { path: "/staff/changes/", name: "Changes to approve" },
      { path: "/staff/duplicates/", name: "Duplicates" },
      { path: "/staff/categories/", name: "Categories" },
      { path: "/staff/import/", name: "Import" },
    ],
  },
  { group: "Events", views: [{ path: "/staff/events/", name: "Mixers and events" }] },
  {
    group: "Chamber",
    views: [
      { path: "/staff/announcements/", name: "Announcements" },
      { path: "/staff/reports/", name: "Reports" },
      { path: "/staff/history/", name: "History" },
      { path: "/staff/settings/", name: "Settings" },
    ],
  },
] as const;

/** Words for a count that is told beside them. */
function oneOr(one: string, more: string): (count: number) => string {
  return (count) => (count === 1 ? one : more);
}

export const todayView = {
  title: "Today",
  lead: (day: string) => `What needs somebody on ${day}.`,
  needs: "What needs attention",
  loading: "Looking what there is to do …",
  nothing: "Nothing waits. Everything is dealt with.",
  changes: oneOr("change of a listing to approve", "changes of listings to approve"),
  claims: oneOr("person says that a listing is theirs", "people say that a listing is theirs"),
  applications: oneOr("business would like to join", "businesses would like to join"),
  mail: oneOr("e-mail did not go out", "e-mails did not go out"),
  grace: oneOr("membership has ended, in grace", "memberships have ended, in grace"),
  due: oneOr("membership ends soon", "memberships end soon"),
  noPin: oneOr("listing has no pin yet", "listings have no pin yet"),
  outside: oneOr("listing has a pin outside the region", "listings have a pin outside the region"),
  unconfirmed: oneOr("listing was not confirmed for long", "listings were not confirmed for long"),
  coming: "Coming events",
  noEvents: "No events are planned.",
  draft: "(draft)",
} as const;
