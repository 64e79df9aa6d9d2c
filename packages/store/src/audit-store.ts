import { type Actor, requireAdmin } from "@mainstreet/core/actor";
import type { Instant } from "@mainstreet/core/local-date";
import { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import { Entry, fieldOf, type Value } from "./audit-entry.ts";
import type { Subject } from "./audit-rules.ts";
import type { Keyring } from "./keyring.ts";
import { auditPartition, wholeAuditPartition } from "./keys.ts";
import * as PersonKeyStore from "./person-key-store.ts";
import { personItemKey } from "./person-keys.ts";
import { open, Unopenable } from "./seal.ts";
import type { Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** What stands where a person was who has been erased. */
export const ERASED = "[erased]";

const Told = z.union([
  z.strictObject({ value: z.unknown().meta({ description: "What stood there, of any type" }) }),
  z.strictObject({ left: z.enum(["private", "long", "erased"]) }),
]);
type Told = z.infer<typeof Told>;
const { shape } = Entry;
type Dated = Awaited<ReturnType<typeof PersonKeyStore.findDated>>;

/** An entry as administrators read it. */
export const OpenEntry = Entry.omit({ who: true, changes: true }).extend({
  who: z.union([
    z.strictObject({ personKey: PersonKey, role: z.string(), email: z.string() }),
    z.strictObject({ system: z.string() }),
  ]),
  changes: z.array(
    shape.changes.element.omit({ fields: true }).extend({
      fields: z.record(z.string(), z.strictObject({ before: Told.optional(), after: Told.optional() })),
    }),
  ),
});
export type OpenEntry = z.infer<typeof OpenEntry>;

/**
 * A page of what was done to something, or without that of all that was done, the newest first. All of it is read through the
 * index, and may lack the newest for a moment. Of whoever was erased it says nothing but that they were.
 * @throws `unauthenticated`, `forbidden`; `WrongPepper`; `Unopenable` where somebody has tampered with an entry
 */
export async function list(
  table: Table,
  actor: Actor,
  keyring: Keyring,
  { subject, ...page }: { readonly subject: Subject | null; readonly limit: number; readonly cursor: string | null },
): Promise<{ entries: OpenEntry[]; cursor: string | null }> {
  requireAdmin(actor);
  const { items, cursor } = subject
    ? await table.query(auditPartition(subject), page)
    : await table.query(wholeAuditPartition(), { ...page, index: true });
  const entries = items.map((item) => Entry.parse(entityOf(item)));
  const owners = entries.flatMap(({ changes }) =>
    changes.flatMap(({ fields }) => Object.values(fields).flatMap(ownersIn)),
  );
  const secrets = await PersonKeyStore.findDated(table, keyring, [...new Set(owners)]);
  const who = entries.flatMap(({ who }) => ("personKey" in who ? [personItemKey(who.personKey)] : []));
  const people = await table.getMany(who);
  const emails = new Map(people.map(({ personKey, email }) => [String(personKey), String(email)]));
  return { entries: entries.map((entry) => opened(entry, secrets, emails)), cursor };
}

function opened(entry: Entry, secrets: Dated, emails: ReadonlyMap<PersonKey, string>): OpenEntry {
  const { who } = entry;
  return {
    ...entry,
    who: "personKey" in who ? { ...who, email: emails.get(who.personKey) ?? ERASED } : who,
    changes: entry.changes.map((change) => ({
      ...change,
      fields: Object.fromEntries(
        Object.entries(change.fields).map(([name, { before, after }]) => [
          name,
          {
            ...(before && { before: told(before, entry.at, fieldOf(entry.id, change, name, "before"), secrets) }),
            ...(after && { after: told(after, entry.at, fieldOf(entry.id, change, name, "after"), secrets) }),
          },
        ]),
      ),
    })),
  };
}

function told(value: Value, at: Instant, field: string, secrets: Dated): Told {
  if ("left" in value) return value;
  if ("json" in value) return { value: JSON.parse(value.json) };
  const known = secrets.get(value.of);
  if (!known) return { left: "erased" };
  try {
    return { value: JSON.parse(open(known.secret, { of: value.of, field }, value.sealed)) };
  } catch (error) {
    // Whoever was erased and came again has a new secret, which opens nothing of before.
    if (error instanceof Unopenable && at <= known.createdAt) return { left: "erased" };
    throw error;
  }
}

function ownersIn(field: { readonly before?: Value | undefined; readonly after?: Value | undefined }): PersonKey[] {
  return [field.before, field.after].flatMap((value) => (value && "of" in value ? [value.of] : []));
}
