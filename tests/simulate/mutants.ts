import type { Action, Condition, Item, Table } from "@mainstreet/store/table";
import type { Fault } from "./judge.ts";
import { Crash } from "./line.ts";
import type { Setup } from "./run.ts";

/** A way to break the code that the simulator is to notice: some of what keeps a transaction honest is taken away. */
export type Mutant = {
  readonly name: string;
  readonly change: Partial<Setup>;
  /**
   * In how many of 200 seeds it must be noticed at least. "backed up": nothing goes wrong without this condition alone, as
   * others catch the same; what it is for shows where those are missing too. "clean": it must not be noticed at all.
   */
  readonly floor: number | "backed up" | "clean";
  /** The faults by which it counts as noticed, where others would hide them. */
  readonly by?: readonly Fault[];
};

type Step = Item & { readonly kind?: unknown };

const putOf = (action: Action): Step | null => ("put" in action ? action.put : null);
const isPut = (action: Action, kind: string): boolean => putOf(action)?.kind === kind;
const tells = (actions: readonly Action[], what: string): boolean =>
  actions.some((action) => putOf(action)?.kind === "mail" && putOf(action)?.what === what);

const enqueues = (actions: readonly Action[]) =>
  tells(actions, "registered") && actions.some((a) => isPut(a, "waiting"));
const promotes = (actions: readonly Action[]) =>
  tells(actions, "promoted") && !actions.some((action) => putOf(action)?.override === true);
const cancels = (actions: readonly Action[]) => tells(actions, "cancelled");

const isRegistration = (action: Action) => isPut(action, "registration");
const isSeats = (action: Action) => isPut(action, "seats");
const isMail = (action: Action) => isPut(action, "mail");
const isLeaving = (action: Action) => "remove" in action && action.remove.pk.includes("#W#");

/** An action without its condition. */
function bare(action: Action): Action {
  if ("check" in action) return action;
  const { when, ...rest } = action;
  return rest;
}

/** An action with some terms of its condition only. */
function weaker(action: Action, keep: (term: string) => boolean, instead?: string): Action {
  if (!("put" in action) || !action.when) return action;
  const { expression, names = {}, values = {} } = action.when;
  const terms = instead ? [instead] : expression.split(" AND ").filter(keep);
  const used = (given: Record<string, unknown>) =>
    Object.keys(given).filter((name) => terms.some((term) => term.split(/\W(?=[#:])|\s/).includes(name)));
  const when: Condition = {
    expression: terms.join(" AND "),
    names: Object.fromEntries(used(names).map((name) => [name, names[name] ?? ""])),
    values: Object.fromEntries(used(values).map((name) => [name, values[name]])),
  };
  return { ...action, when };
}

/** A table that carries out something else than it is asked to, where `applies`. */
function writing(
  applies: (actions: readonly Action[]) => boolean,
  mutate: (action: Action, actions: readonly Action[]) => Action | null,
): Pick<Setup, "wrap"> {
  return {
    wrap: (table) => ({
      ...table,
      transact: (actions) => {
        if (!applies(actions)) return table.transact(actions);
        return table.transact(actions.map((action) => mutate(action, actions)).filter((action) => action !== null));
      },
    }),
  };
}

const without = (
  applies: (actions: readonly Action[]) => boolean,
  ...which: ((action: Action) => boolean)[]
): Pick<Setup, "wrap"> => writing(applies, (action) => (which.some((is) => is(action)) ? bare(action) : action));

/** Promotes under some of the terms about the seats only. */
const keeping = (terms: RegExp) =>
  writing(promotes, (action) => (isSeats(action) ? weaker(action, (term) => terms.test(term)) : action));

/** Counts every party as one person. */
const countingOnes = writing(promotes, (action, actions) => {
  if (!("put" in action) || !isSeats(action)) return action;
  const people = actions.filter(isRegistration).reduce((sum, one) => sum + Number(putOf(one)?.size) - 1, 0);
  return { ...action, put: { ...action.put, taken: Number(action.put.taken) - people } };
});

/** Reads the waitlist without its first party, where there are others. */
const skipping: Pick<Setup, "wrap"> = {
  wrap: (table: Table) => ({
    ...table,
    query: async (pk, options) => {
      const page = await table.query(pk, options);
      const skips = pk.includes("#W#") && page.items.length > 1;
      return skips ? { ...page, items: page.items.slice(1) } : page;
    },
  }),
};

/** Reads an event of four partitions in other ways. */
const spread = (query: (table: Table) => Table["query"]): Partial<Setup> => ({
  shards: 4,
  wrap: (table) => ({ ...table, query: query(table) }),
});

/** Reads two places of a partition where fifty are asked for. */
const byTwos = (table: Table): Table["query"] => {
  return (pk, options) => {
    const isList = pk.includes("#W#") && options?.limit !== undefined;
    return table.query(pk, isList ? { ...options, limit: Math.ceil((options.limit ?? 0) / 25) } : options);
  };
};

/** As that, and takes them for all there are. */
const noMore = (table: Table): Table["query"] => {
  return async (pk, options) => {
    const page = await byTwos(table)(pk, options);
    return pk.includes("#W#") ? { ...page, cursor: null } : page;
  };
};

/** Finds nobody in one of the partitions. */
const blind = (table: Table): Table["query"] => {
  return async (pk, options) => (pk.endsWith("#W#3") ? { items: [], cursor: null } : table.query(pk, options));
};

/** Everybody but the sweeper dies instead of promoting. */
const dying: Pick<Setup, "wrap"> = {
  wrap: (table, who) => ({
    ...table,
    transact: async (actions) => {
      if (who === "client" && promotes(actions)) throw new Crash();
      return table.transact(actions);
    },
  }),
};

/** Many cancel while many come: what rarely meets meets more often. */
const RUSH: Partial<Setup> = { cancels: 0.6, window: 100 };

/** Everybody changes their party as soon as they have an answer, a third of them not its size. */
const EDITS: Partial<Setup> = { changes: 1, window: 100 };

export const MUTANTS: readonly Mutant[] = [
  { name: "enqueue without its registration condition", change: without(enqueues, isRegistration), floor: 180 },
  { name: "enqueue without its mail condition", change: without(enqueues, isMail), floor: 180 },
  { name: "promote without its seats condition", change: without(promotes, isSeats), floor: 60 },
  {
    name: "promote under taken < capacity only",
    change: writing(promotes, (action) =>
      isSeats(action) ? weaker(action, () => false, "#taken < #capacity") : action,
    ),
    floor: 40,
  },
  {
    name: "promote without its registration conditions",
    change: { ...EDITS, ...without(promotes, isRegistration) },
    floor: 2,
  },
  {
    name: "promote without its place conditions",
    change: { ...RUSH, ...without(promotes, isLeaving) },
    floor: "backed up",
  },
  {
    name: "promote without both of these",
    change: { ...RUSH, ...without(promotes, isRegistration, isLeaving) },
    floor: 6,
  },
  {
    name: "promote without promoteUntil in its condition",
    change: { endsEarly: 1, ...keeping(/^#/) },
    floor: "backed up",
  },
  {
    name: "promote under status and promoteUntil only: lateness",
    change: { endsEarly: 1, ...keeping(/^(#status|promoteUntil)/) },
    floor: "clean",
    by: ["late"],
  },
  {
    name: "promote under status only: lateness",
    change: { endsEarly: 1, ...keeping(/^#status/) },
    floor: 8,
    by: ["late"],
  },
  { name: "promote without a mail", change: writing(promotes, (a) => (isMail(a) ? null : a)), floor: 180 },
  { name: "promote with parties counted as one", change: countingOnes, floor: 150 },
  { name: "promote past a head that fits", change: skipping, floor: 25 },
  { name: "read little of each partition", change: spread(byTwos), floor: "clean" },
  { name: "read little of each partition, and no more", change: spread(noMore), floor: 3 },
  { name: "promote past a partition", change: spread(blind), floor: 40 },
  {
    name: "cancel without its registration condition",
    change: { ...EDITS, ...without(cancels, isRegistration) },
    floor: 2,
  },
  {
    name: "cancel without its place condition",
    change: { ...RUSH, ...without(cancels, isLeaving) },
    floor: "backed up",
  },
  {
    name: "cancel without both of these",
    change: { ...RUSH, ...without(cancels, isRegistration, isLeaving) },
    floor: 12,
  },
  { name: "cancel without its seats condition", change: { ...RUSH, ...without(cancels, isSeats) }, floor: 100 },
  { name: "every promoter dies, and nobody sweeps", change: { ...dying, sweeper: false }, floor: 80 },
  { name: "every promoter dies, and the sweep goes on", change: dying, floor: "clean" },
];
