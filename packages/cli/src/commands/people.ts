import * as MemberStore from "@mainstreet/store/member-store";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import { reapplyTombstones } from "@mainstreet/store/reapply-erasures";
import { HELP, parsed } from "../arguments.ts";
import { type Shell, UsageError } from "../shell.ts";

const USAGE = `npm run mainstreet -- people reapply-erasures [--from TABLE]
npm run mainstreet -- people index-contacts

  reapply-erasures  after a backup was brought back: erases again whoever had been erased
  --from TABLE      takes the list of them from the table as it was before; a backup lacks those erased after it was made
  index-contacts    once, for members that were stored before contacts were looked up by their key

Both may be repeated at any time.`;

const ARGUMENTS = {
  allowPositionals: true,
  options: { ...HELP, from: { type: "string" } },
} as const;

/** Puts right what is stored of people. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  const { values, positionals } = parsed(args, USAGE, ARGUMENTS);
  if (values.help) {
    shell.print(USAGE);
    return 0;
  }
  const [verb, ...rest] = positionals;
  const isKnown = verb === "reapply-erasures" || (verb === "index-contacts" && values.from === undefined);
  if (!isKnown || rest.length > 0) throw new UsageError(USAGE);
  const keyring = await shell.keyring();
  const table = await shell.connect();
  await requireSamePepper(table, keyring);
  if (verb === "index-contacts") {
    const made = await MemberStore.indexContacts(table, keyring);
    shell.print(`${made} ${made === 1 ? "member is" : "members are"} found by their contact now that were not.`);
    return 0;
  }
  const { now, random, sleep } = shell;
  const from = values.from === undefined ? table : await shell.connect(values.from);
  if (from !== table) await requireSamePepper(from, keyring);
  const { people, items } = await reapplyTombstones({ table, now, random, sleep }, keyring, from);
  shell.print(
    `${items} ${items === 1 ? "item" : "items"} of ${people} ${people === 1 ? "person" : "people"} erased again.`,
  );
  return 0;
}
