import { isDeepStrictEqual } from "node:util";
import type { PersonKey } from "@mainstreet/core/person-key";
import { rankOf, ruleOf, type Subject, tellingOf } from "./audit-rules.ts";
import type { Keyring } from "./keyring.ts";
import type { Key } from "./keys.ts";
import { ABSENT, type Action, type Item, type Table } from "./table.ts";

/** A value on its way into the audit, before it is sealed. */
export type DraftValue =
  | { readonly json: string }
  | { readonly personal: string; readonly of: PersonKey }
  | { readonly left: "private" | "long" };

/** What happens to one item. */
export type AuditChange = {
  readonly kind: string;
  readonly id: string;
  readonly done: "made" | "changed" | "removed";
  /** The version that it has since then, or had until it was removed: entries are in the order of their requests, not of this. */
  readonly version?: number;
  readonly fields: Readonly<Record<string, { readonly before?: DraftValue; readonly after?: DraftValue }>>;
};

/** Longer values, in characters of JSON, are not told, nor is what would make an entry longer than this in all. */
const LONGEST = 4_000;
const MOST = 60_000;

/**
 * What a transaction changes, for the audit. What was there before is read: where a step says at which version it replaces an
 * item, that is what it replaces, or else the transaction is refused.
 */
export async function changesOf(
  table: Table,
  actions: readonly Action[],
  keyOf: Keyring["keyOf"],
): Promise<{ readonly changes: readonly AuditChange[]; readonly subject: Subject | null }> {
  const steps = actions.filter(isTold);
  const replacing = steps.filter(({ when }) => when?.expression !== ABSENT.expression);
  const found = replacing.length === 0 ? [] : await table.getMany(replacing.map(keyIn));
  const before = new Map(found.map((item) => [JSON.stringify([item.pk, item.sk]), item]));
  const told = steps.flatMap((step) => {
    const { pk, sk } = keyIn(step);
    const [then, now] = [before.get(JSON.stringify([pk, sk])), "put" in step ? step.put : undefined];
    const item = now ?? then;
    const change = item && changeOf(then, now, keyOf);
    return change ? [{ item, change }] : [];
  });
  told.sort((a, b) => rankOf(a.change.kind) - rankOf(b.change.kind));
  const [first] = told;
  return {
    changes: shortened(told.map(({ change }) => change)),
    subject: (first && ruleOf(first.item)?.subject(first.item)) ?? null,
  };
}

/** Everybody whose secret is needed to seal what is told. */
export function ownersOf(changes: readonly AuditChange[]): PersonKey[] {
  const values = changes.flatMap(({ fields }) => Object.values(fields).flatMap(({ before, after }) => [before, after]));
  return [...new Set(values.flatMap((value) => (value && "personal" in value ? [value.of] : [])))];
}

type Step = Exclude<Action, { readonly check: Key }>;

/** Of what is only taken away it shows when it has been read. */
function isTold(action: Action): action is Step {
  return "remove" in action || ("put" in action && ruleOf(action.put) !== null);
}

function keyIn(step: Step): Key {
  const { pk, sk } = "put" in step ? step.put : step.remove;
  return { pk, sk };
}

function changeOf(before: Item | undefined, after: Item | undefined, keyOf: Keyring["keyOf"]): AuditChange | null {
  const item = after ?? before;
  const rule = item && ruleOf(item);
  if (!item || !rule) return null;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  const tell = (of: Item, name: string): DraftValue => {
    const json = JSON.stringify(of[name]);
    if (tellingOf(rule, name) === "open") return json.length > LONGEST ? { left: "long" } : { json };
    const owner = rule.owner(of, keyOf);
    if (owner === null) return { left: "private" };
    return json.length > LONGEST ? { left: "long" } : { personal: json, of: owner };
  };
  const fields = names.flatMap((name) => {
    if (tellingOf(rule, name) === "silent" || isDeepStrictEqual(before?.[name], after?.[name])) return [];
    const told = {
      ...(before && !isEmpty(before[name]) && { before: tell(before, name) }),
      ...(after && !isEmpty(after[name]) && { after: tell(after, name) }),
    };
    return Object.keys(told).length === 0 ? [] : [[name, told] as const];
  });
  const done = before ? (after ? "changed" : "removed") : "made";
  if (done === "changed" && fields.length === 0) return null;
  const version = typeof item.version === "number" ? { version: item.version } : {};
  return { kind: String(item.kind), id: String(rule.id(item)), done, ...version, fields: Object.fromEntries(fields) };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Changes whose values are in all no longer than an entry may be. */
function shortened(changes: readonly AuditChange[]): AuditChange[] {
  let length = 0;
  const short = (value: DraftValue): DraftValue => {
    length += "json" in value ? value.json.length : "personal" in value ? value.personal.length : 0;
    return length > MOST ? { left: "long" } : value;
  };
  return changes.map((change) => ({
    ...change,
    fields: Object.fromEntries(
      Object.entries(change.fields).map(([name, { before, after }]) => [
        name,
        { ...(before && { before: short(before) }), ...(after && { after: short(after) }) },
      ]),
    ),
  }));
}
