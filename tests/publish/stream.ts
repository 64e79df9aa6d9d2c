import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Changed, changedBy } from "@mainstreet/store/keys";
import { emulated } from "../emulator/table.ts";

/** A client that notes what its committed transactions have written, one record an item, as the table's stream would. */
export function recording(client: DynamoDBClient = emulated()): { client: DynamoDBClient; records: Changed[] } {
  const records: Changed[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const actions = "TransactItems" in args.input ? (args.input.TransactItems ?? []) : [];
      for (const action of actions) {
        const key =
          "Put" in action && action.Put ? action.Put.Item : "Delete" in action ? action.Delete?.Key : undefined;
        if (!key) continue;
        const changed = changedBy({ pk: key.pk?.S ?? "", sk: key.sk?.S ?? "" });
        if (changed) records.push(changed);
      }
      return result;
    },
    { step: "initialize", name: "recording" },
  );
  return { client, records };
}

/**
 * The records of a stream on their way: each entity stays in one of two shards and in order there; the shards do not wait
 * for one another.
 */
export class Shards {
  readonly #queues: [Changed[], Changed[]] = [[], []];
  readonly #delivered: Changed[] = [];

  /** Takes in new records. */
  push(records: readonly Changed[]): void {
    for (const record of records) this.#queues[shardOf(record)].push(record);
  }

  /** The next records of a shard, at most so many. */
  take(shard: 0 | 1, most: number): Changed[] {
    const records = this.#queues[shard].splice(0, most);
    this.#delivered.push(...records);
    return records;
  }

  /** Records that were delivered before, delivered again. */
  again(most: number): Changed[] {
    return this.#delivered.slice(-most);
  }

  get waiting(): number {
    return this.#queues[0].length + this.#queues[1].length;
  }
}

function shardOf({ kind, id }: Changed): 0 | 1 {
  return (id.charCodeAt(id.length - 1) + kind.length) % 2 === 0 ? 0 : 1;
}
