/* What staff read where memberships end and are renewed. */

const days = (count: number): string => (count === 1 ? "1 day" : `${count.toLocaleString("en-US")} days`);

export const renewalsView = {
  title: "Renewals",
  lead: "Memberships that end soon, or ended within the last year.",
  filters: "Filters",
  search: "Name or contact",
  state: "Standing",
  allStates: "All",
  name: "Member",
  ends: "Ends",
  on: "Last day",
  contact: "Contact",
  reminded: "Reminded",
  renew: "Renew",
  /** @param left how many days are left after this one; negative once it has ended */
  in: (left: number) => (left === 0 ? "today" : left > 0 ? `in ${days(left)}` : `${days(-left)} ago`),
  never: "not yet",
  reminder: (day: number) =>
    day === 0 ? "on the last day" : day > 0 ? `${days(day)} before the end` : `${days(-day)} after the end`,
  noReminders: "Nobody is reminded by mail: no day is set for it.",
  setReminders: "Choose the days",
  nothing: "Nobody is due. Memberships that end soon show up here by themselves.",
  toMembers: "See all members",
  more: "There are more than can be shown at once. Those that ended first come first.",
} as const;

export const renewOne = {
  renew: "Renew",
  renewOf: (name: string) => `Renew ${name} for 12 months`,
  otherwise: (name: string) => `Renew ${name} until a day`,
  until: "Paid until",
  done: (name: string, until: string | null) => (until ? `${name} is renewed until ${until}.` : `${name} is renewed.`),
} as const;

export const renewChosen = { until: "Paid until", renew: "Renew", title: "Renew" } as const;
