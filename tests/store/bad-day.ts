import { createTable, type Table } from "@mainstreet/store/table";
import { type Fault, faultyClient, type Odds } from "../emulator/fault-layer.ts";
import { freshTable, random, sleep } from "../emulator/table.ts";

export const long = process.env.MAINSTREET_LONG === "1";

/** A new table as seen over a bad line and over a good one. On the bad one pauses are short, so that a test is too. */
export async function badDay(options: { seed: number; odds?: Odds }): Promise<{
  table: Table;
  calm: Table;
  name: string;
  injected: Record<Fault, number>;
}> {
  const { table: calm, name } = await freshTable();
  const { client, injected } = faultyClient(options);
  const table = createTable({ client, name, sleep: (ms) => sleep(ms / 20), random });
  return { table, calm, name, injected };
}

/** Prints a figure that a long run is for. */
export function figure(text: string): void {
  console.log(text);
}

/** A number as people write it. */
export function written(count: number): string {
  return count.toLocaleString("en-US");
}

/** A client that does not answer by itself. */
export function answering<Client extends object>(
  client: Client,
  answer: (command: Command) => Promise<object>,
): Client {
  return new Proxy(client, { get: (target, name) => (name === "send" ? answer : Reflect.get(target, name)) });
}

export type Command = {
  readonly input: Readonly<Record<string, unknown>>;
  readonly constructor: { readonly name: string };
};
