import type { Actor } from "@mainstreet/core/actor";
import type { Now, Random, Sleep } from "@mainstreet/core/needs";
import type { Keyring } from "@mainstreet/store/keyring";
import type { Table } from "@mainstreet/store/table";

/** What the import works with. */
export type ImportNeeds = {
  readonly table: Table;
  readonly now: Now;
  readonly random: Random;
  readonly sleep: Sleep;
  readonly keyring: Keyring;
  /** Who imports. */
  readonly actor: Actor;
  /** The route by which it is asked for, for the audit. */
  readonly operation?: string;
};
