import type { Actor } from "@mainstreet/core/actor";
import { StaffRole } from "@mainstreet/core/actor";
import { idOf, newId } from "@mainstreet/core/id";
import { Instant, instant } from "@mainstreet/core/local-date";
import { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import type { AuditChange, DraftValue } from "./audit-changes.ts";
import { SubjectKind } from "./audit-rules.ts";
import { auditIndex, auditKey } from "./keys.ts";
import type { Secrets } from "./person-key-store.ts";
import { seal } from "./seal.ts";
import { ABSENT, type Action } from "./table.ts";
import type { Write } from "./write.ts";

/** A value as the audit keeps it: JSON, sealed where it is somebody's; of some only that there was one. */
export const Value = z.union([
  z.strictObject({ json: z.string() }),
  z.strictObject({ sealed: z.string(), of: PersonKey }),
  z.strictObject({ left: z.enum(["private", "long"]) }),
]);
export type Value = z.infer<typeof Value>;

/** Who did something, and as what. */
export const Who = z.union([
  z.strictObject({ personKey: PersonKey, role: z.enum([...StaffRole.options, "representative", "person"]) }),
  z.strictObject({ system: z.string() }),
]);

/** That something was done: made in its transaction, and never changed. */
export const Entry = z.strictObject({
  id: idOf("audit"),
  at: Instant,
  who: Who,
  /** The route by which it was asked for; empty where Mainstreet did it by itself. */
  operation: z.string(),
  subject: z.strictObject({ kind: SubjectKind, id: z.string() }),
  changes: z.array(
    z.strictObject({
      kind: z.string(),
      id: z.string(),
      done: z.enum(["made", "changed", "removed"]),
      version: z.int().optional(),
      fields: z.record(z.string(), z.strictObject({ before: Value.optional(), after: Value.optional() })),
    }),
  ),
  /** How many of what, where many were changed at once. */
  facts: z.record(z.string(), z.number()),
});
export type Entry = z.infer<typeof Entry>;

/** Where in an entry a value stands, as it is sealed for. */
export function fieldOf(
  entryId: string,
  change: Pick<AuditChange, "kind" | "id">,
  field: string,
  side: string,
): string {
  return JSON.stringify(["audit", entryId, change.kind, change.id, field, side]);
}

/**
 * The entry for what is being done. @param secrets of everybody whose values it holds
 */
export function entryOf(
  write: Pick<Write<never>, "actor" | "now" | "random" | "operation">,
  of: { readonly subject: Entry["subject"]; readonly changes: readonly AuditChange[]; readonly facts?: Entry["facts"] },
  secrets: Secrets,
): Entry {
  const { actor, now, random, operation = "" } = write;
  const id = newId("audit", now, random);
  const kept = (value: DraftValue, field: string): Value => {
    if (!("personal" in value)) return value;
    const secret = secrets.get(value.of);
    if (!secret) return { left: "private" };
    return { sealed: seal(secret, { of: value.of, field }, value.personal, random), of: value.of };
  };
  const changes = of.changes.map(({ fields, ...change }) => ({
    ...change,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, { before, after }]) => [
        name,
        {
          ...(before && { before: kept(before, fieldOf(id, change, name, "before")) }),
          ...(after && { after: kept(after, fieldOf(id, change, name, "after")) }),
        },
      ]),
    ),
  }));
  return { id, at: instant(now), who: whoOf(actor), operation, subject: of.subject, changes, facts: of.facts ?? {} };
}

/** The step that adds an entry. Nothing ever writes one again. */
export function put(entry: Entry): Action {
  const { id, at, subject } = entry;
  const left = LAST_MS - Date.parse(at);
  return { put: { ...auditKey(subject, left, id), ...auditIndex(left, id), kind: "audit", ...entry }, when: ABSENT };
}

/** The greatest time that keys count down from, so that the newest comes first. */
const LAST_MS = 9_999_999_999_999;

function whoOf(actor: Actor): Entry["who"] {
  if (actor.kind !== "person") return { system: actor.kind === "system" ? actor.name : "public" };
  const { personKey, staff, represents } = actor;
  return { personKey, role: staff ?? (represents.length > 0 ? "representative" : "person") };
}
