import type { Now, Random, Sleep } from "@mainstreet/core/needs";
import type { Keyring } from "@mainstreet/store/keyring";
import type { Table } from "@mainstreet/store/table";

/** What a command works with, so that a test can run one without a terminal. */
export type Shell = {
  readonly print: (text: string) => void;
  /** Shows how far something is: replaces the last such line on a terminal, adds a line elsewhere. Empty clears it. */
  readonly status: (line: string) => void;
  readonly isTerminal: boolean;
  /** The path of a file that somebody named, from where they stood. */
  readonly resolve: (file: string) => string;
  /** The chamber's table, or another one beside it. */
  readonly connect: (name?: string) => Promise<Table>;
  /** What is made with the chamber's secret. */
  readonly keyring: () => Promise<Keyring>;
  readonly now: Now;
  readonly random: Random;
  readonly sleep: Sleep;
};

/** A command: its arguments without its name in, its exit code out. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  run(args: readonly string[], shell: Shell): Promise<number>;
};

/** Thrown when a command was not called as it can be; the exit code is then 2. */
export class UsageError extends Error {}
