/* What staff read of how the chamber does. */

export const reportsView = {
  title: "Reports",
  lead: "How the chamber does. Each chart has its table and its file.",
  loading: "Counting …",
  nothing: "There is nothing to count yet.",
  asTable: "As a table",
  share: "Share",
  valueOf: (value: number, all: number) => `${value} of ${all}`,
  download: "Download as CSV",
  growth: {
    title: "Members at the end of each year",
    lead: "With a membership that held, or had ended within the days of grace. The last bar is today.",
    of: "Year",
    unit: "Members",
  },
  retention: {
    title: "Who stayed, by the year of joining",
    lead: "The pale bar is who joined, the dark one who is a member today.",
    of: "Joined",
    unit: "Members today",
  },
  attendance: {
    title: "Seats taken at the last events",
    lead: "The pale bar is the capacity, the dark one the seats that were taken.",
    of: "Event",
    unit: "Seats taken",
  },
  freshness: {
    title: "When listings were last said to be right",
    lead: "Listings on the site.",
    of: "Confirmed",
    unit: "Listings",
  },
  completeness: {
    title: "What listings say",
    lead: "The pale bar is all listings on the site, the dark one those that say it.",
    of: "Part",
    unit: "Listings",
  },
  age: (days: number | "more" | "never") =>
    days === "never"
      ? "never"
      : days === "more"
        ? "longer ago"
        : days < 365
          ? `${days} days`
          : `${Math.round(days / 365)} yr`,
  parts: { category: "category", pin: "pin", phone: "phone", website: "website", photos: "photos" },
  exports: "All of it as files",
  members: "Members",
  listings: "Listings",
  rows: (count: number) => `${count.toLocaleString("en-US")} rows`,
  csvOf: (title: string) => `${title} as CSV`,
  jsonOf: (title: string) => `${title} as JSON`,
  mark: "For Excel: with a byte order mark",
  guarded:
    "A cell that a spreadsheet would take for a formula, phone numbers with a plus among them, begins with an apostrophe.",
} as const;
