/* What staff read while they import a spreadsheet. */

const many = (count: number, one: string, more = `${one}s`): string =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString("en-US")} ${more}`;

export const importView = {
  title: "Import",
  back: "All imports",
  loading: "Reading the file …",
} as const;

export const importSteps = {
  label: "Steps of an import",
  names: { file: "File", columns: "Columns", look: "Look", apply: "Import" },
} as const;

export const importDrop = {
  title: "Import",
  lead: "Members and their listings from a spreadsheet. You see what it would do before anything is written.",
  zone: "A new file",
  drop: "Drop a CSV file here",
  choose: "Choose a file",
  limits: "CSV with commas, semicolons or tabs, up to 5 MB and 20,000 rows. From Excel: File, Save as, CSV.",
  sending: (name: string) => `Sending ${name}`,
  oneFile: "Drop one file, saved as CSV.",
  tooLarge: (bytes: number) =>
    `The file has ${(bytes / 1024 / 1024).toFixed(1)} MB; the limit is 5 MB. Cut it into several files.`,
} as const;

export const importPast = {
  title: "Earlier imports",
  loading: "Looking what was imported …",
  none: "Nothing was imported in the last 90 days.",
  on: (instant: string) => new Date(instant).toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" }),
  count: (count: number) => many(count, "change"),
} as const;

export const importUndo = {
  undo: "Undo",
  goOn: "Go on undoing",
  pressOf: (press: string, title: string) => `${press} the import of ${title}`,
  title: (title: string) => `Undo the import of ${title}?`,
  text: (count: number) =>
    `Of ${many(count, "change")}, what was added goes, what was changed gets what it said before, and what somebody has changed since stays as it is.`,
  looking: "Looking at what has been changed since …",
  keepsNothing: "Nothing stands in the way: all of it would go back.",
  keeps: (keeps: number, undone: number) =>
    `${many(keeps, "change")} would stay, for these reasons; ${many(undone, "change")} would go back.`,
  lookedAt: (looked: number, left: number) =>
    `That is of the newest ${looked.toLocaleString("en-US")} of ${left.toLocaleString("en-US")} changes: to look at all would take too long.`,
  yes: "Undo it",
  undoing: "Undoing",
  progress: (done: number, all: number) => `${done.toLocaleString("en-US")} of ${all.toLocaleString("en-US")}`,
  undone: (undone: number, kept: number) =>
    kept === 0
      ? `Undone: ${many(undone, "change")} taken back.`
      : `Undone: ${many(undone, "change")} taken back, ${kept.toLocaleString("en-US")} kept.`,
  kept: "What is kept, and why",
  states: { running: "Not finished", undoing: "Half undone" },
} as const;

export const importColumns = {
  title: "Which column is what",
  lead: (name: string, rows: number, columns: number) => `${name}: ${many(rows, "row")}, ${many(columns, "column")}.`,
  next: "See what it would do",
  found: "What was found",
  read: (encoding: string, delimiter: "," | ";" | "\t") =>
    `The file is read as ${encoding}, parted by ${PARTED[delimiter]}.`,
  from: {
    file: "The columns are as this file was begun with.",
    remembered: "The columns are remembered from the last time.",
    guessed: "The columns are guessed from their names: look whether that is right.",
  },
  readyMade: "Or take a ready-made choice:",
  column: "Column",
  samples: "For example",
  becomes: "Becomes",
  becomesOf: (header: string) => `What “${header}” becomes`,
  ignore: "(nothing)",
  empty: "Empty in the first rows",
  noName: "No column becomes the name. Choose the one with the names of the businesses.",
  twice: (headers: readonly string[], label: string) =>
    `${headers.map((header) => `“${header}”`).join(" and ")} both become the ${label}. Choose “(nothing)” for one of them.`,
  defaults: "Where the file says nothing",
  defaultsHint: "Stands for rows whose cell is empty, and for all rows where no column says it.",
  category: "Category",
  town: "Town",
  level: "Membership level",
  firstLevel: (name: string) => (name ? `${name} (the first level)` : "The first level"),
} as const;

const PARTED = { ",": "commas", ";": "semicolons", "\t": "tabs" } as const;

export const importLook = {
  title: "What it would do",
  lead: (name: string) => `Nothing of ${name} is written yet.`,
  toColumns: "Back to the columns",
  apply: (rows: number) => `Import ${many(rows, "row")}`,
  loading: "Comparing the rows with the directory …",
  progress: "Rows looked at",
  told: (done: number, all: number) => `${done.toLocaleString("en-US")} of ${all.toLocaleString("en-US")}`,
  nothing: "Nothing would change here.",
  totals: "Rows by what would become of them",
  all: "in all",
  kinds: { added: "new", changed: "changed", unchanged: "unchanged", rejected: "rejected" },
  kind: { added: "New", changed: "Changed", unchanged: "Unchanged", rejected: "Rejected" },
  toPin: (count: number) =>
    `${many(count, "new listing")} will have no place on the map until someone pins ${count === 1 ? "it" : "them"}.`,
  newCategories: (count: number) => `${many(count, "new category", "new categories")}:`,
  row: "Row",
  name: "Business",
  what: "What becomes of it",
  noName: "(no name)",
  none: "There are no such rows.",
  more: "Show more rows",
} as const;

/** What is said by the code of a refusal. */
type ByCode = Readonly<Record<string, string>>;
const stopped: ByCode = {
  conflict: "The file or the directory's settings are not what you looked at.",
  closed: "This import is being undone at the moment.",
  unreachable: "The server cannot be reached. What was imported so far is kept.",
};
const doNext: ByCode = {
  conflict: "Look again at what it would do, then import.",
  closed: "Wait until that is done, then press “Go on” to import it again.",
  unreachable: "Look whether you are online, then press “Go on”.",
  expired: "Go back to all imports and send the file again.",
};

export const importApply = {
  title: "Importing",
  lead: (name: string) => `${name} goes into the directory. If this page is closed, open it again and it goes on.`,
  progress: "Rows dealt with",
  told: (done: number, all: number) => `${done.toLocaleString("en-US")} of ${all.toLocaleString("en-US")}`,
  soFar: ({ added, changed }: { readonly added: number; readonly changed: number }) =>
    `So far: ${added.toLocaleString("en-US")} new, ${changed.toLocaleString("en-US")} changed.`,
  resumed: "This import was left before its end. It goes on where it was.",
  waiting: "The import is running in another window or is still busy. This page goes on by itself as soon as it can.",
  stopped,
  doNext,
  pressAgain: "Press “Go on” to try again.",
  goOn: "Go on",
  toLook: "Look again",
  notBegun: "Nothing is imported yet",
  notBegunLead: (name: string) => `${name} was looked at, but its import was not begun.`,
  begin: "Import it now",
} as const;

export const importOutcome = {
  title: "Imported",
  lead: (name: string, rows: number) => `${name}: all of its ${many(rows, "row")} are dealt with.`,
  report: "What came of it",
  counts: { added: "New", changed: "Changed", unchanged: "Unchanged", rejected: "Rejected" },
  rejected: (count: number) =>
    `${many(count, "row")} could not be imported. The file says why; put right there, it can be imported as it is.`,
  download: "Download rejected rows",
  undo: "Undo this import",
  unchanged: "Nothing was changed, so there is nothing to undo.",
  next: "What is next",
  pins: "Listings without a pin",
  pinsHint: "They are found by search, but not on the map.",
  duplicates: "Duplicates",
  duplicatesHint: "Listings that may be of one business.",
  another: "Import another file",
} as const;
