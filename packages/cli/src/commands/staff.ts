import { StaffRole, system } from "@mainstreet/core/actor";
import { Person } from "@mainstreet/core/person";
import * as PasskeyStore from "@mainstreet/store/passkey-store";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import * as PersonStore from "@mainstreet/store/person-store";
import type { Write } from "@mainstreet/store/write";
import { HELP, parsed } from "../arguments.ts";
import { type Shell, UsageError } from "../shell.ts";

const USAGE = `npm run mainstreet -- staff add ADDRESS [--role admin|editor]
npm run mainstreet -- staff list
npm run mainstreet -- staff remove ADDRESS
npm run mainstreet -- staff reset-passkeys ADDRESS

  --role admin   says who is staff too (the default)
  --role editor  changes everything else

Whoever is staff signs in with a code to that mailbox. A change of roles ends all their sessions.

reset-passkeys is for anybody who has lost them: all their passkeys go, their sessions end, and they are told by mail.`;

const ARGUMENTS = {
  allowPositionals: true,
  options: { ...HELP, role: { type: "string" } },
} as const;

const VERBS = ["add", "list", "remove", "reset-passkeys"] as const;
type Verb = (typeof VERBS)[number];

const ACTOR = system("command line");

/** Says who is staff. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  const { help, verb, email, role } = parse(args);
  if (help) {
    shell.print(USAGE);
    return 0;
  }
  const table = await shell.connect();
  if (verb === "list") {
    const staff = await PersonStore.listStaff(table, ACTOR);
    for (const person of staff.toSorted((a, b) => (a.email < b.email ? -1 : 1))) shell.print(lineOf(person));
    if (staff.length === 0) shell.print("Nobody is staff yet.");
    return 0;
  }
  const keyring = await shell.keyring();
  await requireSamePepper(table, keyring);
  const write: Write<Person> = { actor: ACTOR, now: shell.now(), random: shell.random, keyring, remember: null };
  const who = { personKey: keyring.keyOf(email), email };
  if (verb === "reset-passkeys") {
    await PasskeyStore.removeAll(table, write, who.personKey);
    shell.print(`The passkeys of ${email} are removed. A code to that mailbox signs in.`);
    return 0;
  }
  const person = await PersonStore.setStaff(table, write, who, verb === "add" ? role : null);
  shell.print(verb === "add" ? lineOf(person) : `${email} is no longer staff.`);
  return 0;
}

function lineOf({ email, name, staff }: Person): string {
  return `${staff}  ${email}${name && `  ${name}`}`;
}

function parse(args: readonly string[]) {
  const { values, positionals } = parsed(args, USAGE, ARGUMENTS);
  const [verb, email = "", ...rest] = positionals;
  const nothing = { help: true, verb: "list", email, role: "admin" } as const;
  if (values.help) return nothing;
  const role = StaffRole.safeParse(values.role ?? "admin");
  if (!role.success) throw new UsageError(`--role must be admin or editor.\n\n${USAGE}`);
  if (rest.length > 0 || !isVerb(verb)) throw new UsageError(USAGE);
  if (verb === "list" ? email !== "" : !Person.shape.email.safeParse(email).success)
    throw new UsageError(`Say whose mailbox it is.\n\n${USAGE}`);
  return { help: false, verb, email, role: role.data };
}

function isVerb(verb: string | undefined): verb is Verb {
  return VERBS.some((known) => known === verb);
}
