/* What staff read of events and of who comes. */

export const eventStates = {
  draft: "Draft",
  published: "Published",
  cancelled: "Cancelled",
  confirmed: "Has seats",
  waitlisted: "Waits",
} as const;

export const eventsView = {
  title: "Mixers and events",
  lead: "What is planned, and who comes.",
  filters: "Filters",
  search: "Title",
  span: "When",
  spans: { coming: "Coming", past: "Past", all: "All" },
  loading: "Reading …",
  none: "No events are like that.",
  look: "See its page",
  when: (from: string, until: string) => `${from.slice(0, 10)}, ${from.slice(11, 16)} to ${until.slice(11, 16)}`,
  seats: (count: number) => (count === 1 ? "1 seat" : `${count.toLocaleString("en-US")} seats`),
  taken: (taken: number, capacity: number, waiting: number) =>
    `${taken} of ${capacity} seats taken${waiting > 0 ? `, ${waiting} parties wait` : ""}.`,
  findGuest: "Name, company or e-mail",
  nobody: "Nobody is called that, or nobody has registered yet.",
  export: "Download as CSV",
} as const;
