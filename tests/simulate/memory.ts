import type {
  AttributeValue,
  QueryCommandInput,
  QueryCommandOutput,
  ScanCommandInput,
  TransactWriteItem,
} from "@aws-sdk/client-dynamodb";
import { holds } from "./expression.ts";

type Stored = Record<string, AttributeValue>;

/** One write of a commit: what an item was, and what it became. */
export type Written = {
  readonly pk: string;
  readonly sk: string;
  readonly before: Stored | undefined;
  readonly after: Stored | undefined;
};

const INDEX_LAG_MS = 40;

/**
 * What a table holds, and what each command of the store makes of it at one instant. Reads see the newest, those of the
 * index what it was up to 40 ms ago.
 */
export function createMemory(needs: {
  time: () => number;
  roll: () => number;
  onCommit: (writes: readonly Written[]) => void;
}) {
  const { time, roll, onCommit } = needs;
  const items = new Map<string, Map<string, Stored>>();
  const sorted = new Map<string, string[]>();
  const index = new Map<string, Map<string, Stored>>();
  const lagging: { at: number; before: Stored | undefined; after: Stored | undefined }[] = [];
  let newest = 0;

  function get(key: Stored): Stored | undefined {
    return items.get(text(key.pk))?.get(text(key.sk));
  }

  function set(pk: string, sk: string, after: Stored | undefined): void {
    const partition = items.get(pk) ?? new Map<string, Stored>();
    items.set(pk, partition);
    const keys = sorted.get(pk) ?? [];
    sorted.set(pk, keys);
    const had = partition.has(sk);
    if (after) partition.set(sk, after);
    else partition.delete(sk);
    if (had === (after !== undefined)) return;
    const at = lowerBound(keys, sk);
    if (after) keys.splice(at, 0, sk);
    else keys.splice(at, 1);
  }

  /** Which actions fail, or null once all of them are done. */
  function transact(
    actions: readonly TransactWriteItem[],
  ): ({ Code: string; Item?: Stored } | { Code: "None" })[] | null {
    const reasons = actions.map((action) => {
      const step = action.Put ?? action.Delete ?? action.ConditionCheck;
      if (!step || action.Update) throw new Error("The simulator knows put, delete and check only.");
      const item = get("Item" in step ? (step.Item ?? {}) : (step.Key ?? {}));
      const { ConditionExpression: when, ExpressionAttributeNames, ExpressionAttributeValues } = step;
      if (when === undefined || holds(when, item, ExpressionAttributeNames, ExpressionAttributeValues)) {
        return { Code: "None" as const };
      }
      return { Code: "ConditionalCheckFailed", ...(item && { Item: item }) };
    });
    if (reasons.some(({ Code }) => Code !== "None")) return reasons;
    const writes: Written[] = [];
    for (const { Put, Delete } of actions) {
      const key = Put?.Item ?? Delete?.Key;
      if (!key) continue;
      const [pk, sk] = [text(key.pk), text(key.sk)];
      writes.push({ pk, sk, before: get(key), after: Put?.Item });
    }
    for (const { pk, sk, before, after } of writes) {
      set(pk, sk, after);
      if (!before?.gsi1pk && !after?.gsi1pk) continue;
      newest = Math.max(newest, time() + roll() * INDEX_LAG_MS);
      lagging.push({ at: newest, before, after });
    }
    onCommit(writes);
    return null;
  }

  function catchUp(): void {
    while (lagging[0] && lagging[0].at <= time()) {
      const { before, after } = lagging.shift() ?? {};
      const name = (item: Stored) => `${text(item.gsi1sk)}\u0000${text(item.pk)}\u0000${text(item.sk)}`;
      if (before?.gsi1pk) index.get(text(before.gsi1pk))?.delete(name(before));
      if (!after?.gsi1pk) continue;
      const pk = text(after.gsi1pk);
      index.set(pk, (index.get(pk) ?? new Map<string, Stored>()).set(name(after), after));
    }
  }

  function query(input: QueryCommandInput): Pick<QueryCommandOutput, "Items" | "LastEvaluatedKey"> {
    const expected =
      "#sk" in (input.ExpressionAttributeNames ?? {}) ? "#pk = :pk AND begins_with(#sk, :sk)" : "#pk = :pk";
    if (input.KeyConditionExpression !== expected) throw new Error("The simulator does not know this key condition.");
    const pk = text(input.ExpressionAttributeValues?.[":pk"]);
    const prefix = input.ExpressionAttributeValues?.[":sk"]?.S ?? "";
    const start = input.ExclusiveStartKey;
    if (input.IndexName) {
      catchUp();
      if (start) throw new Error("The simulator's index has one page only.");
      const found = [...(index.get(pk) ?? [])]
        .filter(([name]) => name.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      return { Items: found.slice(0, input.Limit).map(([, item]) => item) };
    }
    const [partition, keys] = [items.get(pk), sorted.get(pk) ?? []];
    const Items: Stored[] = [];
    let at = start ? lowerBound(keys, text(start.sk)) : lowerBound(keys, prefix);
    if (start && keys[at] === text(start.sk)) at++;
    for (; at < keys.length; at++) {
      const sk = keys[at] ?? "";
      if (!sk.startsWith(prefix)) break;
      const item = partition?.get(sk);
      if (item) Items.push(item);
      if (Items.length === input.Limit) return { Items, LastEvaluatedKey: { pk: { S: pk }, sk: { S: sk } } };
    }
    return { Items };
  }

  function scan(input: ScanCommandInput): Stored[] {
    const all = [...items.values()].flatMap((partition) => [...partition.values()]);
    const { FilterExpression: filter, ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
    return filter ? all.filter((item) => holds(filter, item, names, values)) : all;
  }

  return { get, query, scan, transact };
}

export type Memory = ReturnType<typeof createMemory>;

function text(value: AttributeValue | undefined): string {
  if (value?.S === undefined) throw new Error("A key of the table is text.");
  return value.S;
}

function lowerBound(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? "") < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
