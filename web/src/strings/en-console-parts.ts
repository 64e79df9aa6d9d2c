/* What staff read on the parts that views of the console are made of. */

export const toasts = {
  label: "What has just happened",
  undo: "Undo",
  undone: "Taken back.",
  close: "Close",
} as const;

export const table = {
  chooseAll: "Choose all that are shown",
  choose: (name: string) => `Choose ${name}`,
  shown: (count: number, all: number) =>
    count === all
      ? `${all.toLocaleString("en-US")} in all`
      : `${count.toLocaleString("en-US")} of ${all.toLocaleString("en-US")}`,
  chosen: (count: number) => `${count.toLocaleString("en-US")} chosen`,
  none: "Nothing is like that.",
  noneHint: "Take a filter away, or search for less.",
  clear: "Clear filters",
  letGo: "Let go",
  loading: "Reading …",
  keys: "Arrows move, Space chooses, Shift and an arrow choose several, Enter opens.",
} as const;

export const filters = {
  search: "Search",
  any: "Any",
  saved: "Saved filters",
  save: "Save these filters",
  saveName: "Name of these filters",
  saved1: (name: string) => `“${name}” is saved in this browser.`,
  remove: (name: string) => `Remove the saved filters “${name}”`,
  share: "Copy a link to this view",
  copied: "The link is copied. Whoever is staff and opens it sees the same.",
} as const;

export const finder = {
  label: "Find anything",
  hint: "Find a member, listing, person or event (press /)",
  none: "Nothing is called that.",
  kinds: { member: "Member", listing: "Listing", event: "Event", view: "Go to" },
} as const;

export const forms = {
  save: "Save",
  cancel: "Cancel",
  close: "Close",
  required: "Type something in.",
  stale: "Somebody else has changed this meanwhile. What they made of it is shown beside what you typed.",
  theirs: "Now it says",
  yours: "You typed",
  overwrite: "Save mine all the same",
  takeTheirs: "Take theirs",
  nothing: "(nothing)",
} as const;

export const bulk = {
  label: "What to do with those chosen",
  chosen: (count: number) => `${count.toLocaleString("en-US")} chosen`,
  exportCsv: "Download as CSV",
  letGo: "Choose none",
  progress: (done: number, all: number) => `${done.toLocaleString("en-US")} of ${all.toLocaleString("en-US")} …`,
  done: (done: number) => `${done.toLocaleString("en-US")} changed.`,
  refused: (refused: number, name: string, reason: string) =>
    `${refused.toLocaleString("en-US")} could not be changed, such as ${name}: ${reason}`,
  kept: (kept: number, name: string, reason: string) =>
    `${kept.toLocaleString("en-US")} stayed as they are, such as ${name}: ${reason}`,
} as const;
