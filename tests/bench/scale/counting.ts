import { createHash } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SiteFiles } from "@mainstreet/functions/publish/site-files";

/** What something took. */
export type Count = {
  /** Calls of functions, and of those the requests to the API. */
  calls: number;
  api: number;
  /** Requests to the table, units read, units written into the table and into its index. */
  requests: number;
  reads: number;
  writes: number;
  indexWrites: number;
  /** Requests to buckets: those to read, those to write or list, and the bytes written. */
  gets: number;
  puts: number;
  putBytes: number;
  mails: number;
  /** Of this machine's processor, in milliseconds. */
  cpuMs: number;
};

export const NOTHING: Readonly<Count> = {
  ...{ calls: 0, api: 0, requests: 0, reads: 0, writes: 0, indexWrites: 0 },
  ...{ gets: 0, puts: 0, putBytes: 0, mails: 0, cpuMs: 0 },
};

const LISTED_AT_ONCE = 1_000;
const WRITING = new Set(["TransactWriteItemsCommand", "PutItemCommand", "BatchWriteItemCommand"]);

type Consumed = {
  readonly CapacityUnits?: number;
  readonly Table?: { readonly CapacityUnits?: number };
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, { readonly CapacityUnits?: number }>>;
};

/** A client that asks with each request what it consumed, and adds it up. */
export function countingClient(client: DynamoDBClient, count: Count): DynamoDBClient {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        count.requests++;
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "INDEXES" } });
        const { ConsumedCapacity } = Object(answer.output);
        const all: readonly Consumed[] = ConsumedCapacity ? [ConsumedCapacity].flat() : [];
        for (const { CapacityUnits = 0, Table, GlobalSecondaryIndexes = {} } of all) {
          const index = Object.values(GlobalSecondaryIndexes).reduce((sum, each) => sum + (each.CapacityUnits ?? 0), 0);
          if (WRITING.has(String(commandName))) {
            count.writes += Table?.CapacityUnits ?? CapacityUnits - index;
            count.indexWrites += index;
          } else count.reads += CapacityUnits;
        }
        return answer;
      },
    { step: "initialize", name: "counting" },
  );
  return client;
}

/** Files whose requests are counted as those of a bucket would be: `replace` looks first. */
export function countingFiles(files: SiteFiles, count: Count): SiteFiles {
  const list = async (prefix: string): Promise<string[]> => {
    const found = await files.list(prefix);
    count.puts += Math.max(1, Math.ceil(found.length / LISTED_AT_ONCE));
    return found;
  };
  return {
    read(path) {
      count.gets++;
      return files.read(path);
    },
    write(path, bytes) {
      count.puts++;
      count.putBytes += bytes.length;
      return files.write(path, bytes);
    },
    replace(path, bytes, expected) {
      count.gets++;
      count.puts++;
      count.putBytes += bytes.length;
      return files.replace(path, bytes, expected);
    },
    remove: (path) => files.remove(path),
    list,
    // A bucket's list has tags of what is in its files.
    tags: {
      async list(prefix) {
        const tags = new Map<string, string>();
        for (const path of await list(prefix)) tags.set(path, tagOf((await files.read(path)) ?? new Uint8Array(0)));
        return tags;
      },
      of: async (_path, bytes) => tagOf(bytes),
    },
  };
}

function tagOf(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}

/** What something took: the difference that it makes to a count. */
export async function taken(count: Count, work: () => Promise<unknown>): Promise<Count> {
  const before = { ...count };
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const now = { ...count, cpuMs: count.cpuMs + (user + system) / 1000 };
  return combined(now, before, (after, before) => after - before);
}

/** A part of what something took. */
export function dividedBy(count: Count, by: number): Count {
  return combined(count, count, (value) => value / by);
}

function combined(a: Count, b: Count, how: (a: number, b: number) => number): Count {
  return {
    calls: how(a.calls, b.calls),
    api: how(a.api, b.api),
    requests: how(a.requests, b.requests),
    reads: how(a.reads, b.reads),
    writes: how(a.writes, b.writes),
    indexWrites: how(a.indexWrites, b.indexWrites),
    gets: how(a.gets, b.gets),
    puts: how(a.puts, b.puts),
    putBytes: how(a.putBytes, b.putBytes),
    mails: how(a.mails, b.mails),
    cpuMs: how(a.cpuMs, b.cpuMs),
  };
}
