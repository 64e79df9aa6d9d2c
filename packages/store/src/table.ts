import {
  BatchGetItemCommand,
  type CancellationReason,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Random, Sleep } from "@mainstreet/core/needs";
import type { PersonKey } from "@mainstreet/core/person-key";
import { INDEX, type Key } from "./keys.ts";
import { retrying } from "./retry.ts";

export type Item = Readonly<Record<string, unknown>>;

/** What must hold of the item in the table for a write to happen. */
export type Condition = {
  readonly expression: string;
  readonly values?: Item;
  readonly names?: Record<string, string>;
};

/** What of an item is somebody's own: `commit` seals it into the field, and nothing else writes it. */
export type Secret = { readonly of: PersonKey; readonly field: string; readonly value: object };

/** One step of a transaction. */
export type Action =
  | { readonly put: Item & Key; readonly when?: Condition; readonly secret?: Secret }
  | { readonly remove: Key; readonly when?: Condition }
  | { readonly check: Key; readonly when: Condition };

export type Page = { readonly items: Item[]; readonly cursor: string | null };

/** The one table, as five verbs. Reads are strongly consistent unless they go through the index. */
export type Table = {
  get(key: Key): Promise<Item | undefined>;
  /** Any number of items, each once and in no order; those that are not there are left out. */
  getMany(keys: readonly Key[]): Promise<Item[]>;
  /** A page of a partition, or of the index with `index: true`, in the order of the sort key, or the other way round. */
  query(
    pk: string,
    options?: { index?: boolean; prefix?: string; limit?: number; cursor?: string | null; isReversed?: boolean },
  ): Promise<Page>;
  /** Every item of the given kinds, page by page. */
  scan(kinds: readonly string[]): AsyncGenerator<Item[]>;
  /** All of the actions or none; throws `Refused` when a condition does not hold. At most 100. */
  transact(actions: readonly Action[]): Promise<void>;
};

/** A transaction that did not happen because conditions did not hold. */
export class Refused extends Error {
  /** By action: the item that stood in the way, `null` where the condition failed for want of one, `undefined` where it held. */
  readonly found: readonly (Item | null | undefined)[];
  constructor(found: readonly (Item | null | undefined)[]) {
    super("A condition of the transaction did not hold.");
    this.name = "Refused";
    this.found = found;
  }
  /** Whether the condition of an action failed. */
  failed(action: number): boolean {
    return this.found[action] !== undefined;
  }
}

/** Nothing is there yet. */
export const ABSENT: Condition = { expression: "attribute_not_exists(pk)" };

/** The item is at a version. */
export function atVersion(version: number): Condition {
  return { expression: "#version = :version", names: { "#version": "version" }, values: { ":version": version } };
}

const MARSHALL = { removeUndefinedValues: true } as const;
const BATCH = 100;

/**
 * The table over a DynamoDB client. `client.send`, `sleep` and `random` are arguments, so that a fault layer can stand
 * between: conflicts, throttles and lost replies are tried again here, which the SDK does not do for transactions.
 */
export function createTable(needs: {
  client: Pick<DynamoDBClient, "send">;
  name: string;
  sleep: Sleep;
  random: Random;
}): Table {
  const { client, name: TableName } = needs;
  const again = retrying(needs);

  async function getBatch(keys: readonly Key[]): Promise<Item[]> {
    const items: Item[] = [];
    let rest = keys.map((key) => marshall(key));
    for (let empty = 0; rest.length > 0; ) {
      const asked = rest;
      const { Responses, UnprocessedKeys } = await again(() =>
        client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: asked, ConsistentRead: true } } })),
      );
      const got = Responses?.[TableName] ?? [];
      items.push(...got.map((item) => unmarshall(item)));
      rest = UnprocessedKeys?.[TableName]?.Keys ?? [];
      // Unprocessed keys mean throttling: a pause, longer each time nothing came, keeps this from hammering.
      empty = got.length > 0 ? 0 : empty + 1;
      if (rest.length > 0) await needs.sleep(Math.min(1000, 20 * 2 ** empty));
    }
    return items;
  }

  return {
    async get(key) {
      const { Item } = await again(() =>
        client.send(new GetItemCommand({ TableName, Key: marshall(key), ConsistentRead: true })),
      );
      return Item && unmarshall(Item);
    },

    async getMany(keys) {
      // DynamoDB refuses a batch that names a key twice.
      const asked = [...new Map(keys.map((key) => [JSON.stringify([key.pk, key.sk]), key])).values()];
      const items: Item[] = [];
      for (let from = 0; from < asked.length; from += BATCH)
        items.push(...(await getBatch(asked.slice(from, from + BATCH))));
      return items;
    },

    async query(pk, { index = false, prefix = "", limit, cursor = null, isReversed = false } = {}) {
      const [pkName, skName] = index ? [INDEX.pk, INDEX.sk] : ["pk", "sk"];
      const items: Item[] = [];
      let start = cursor === null ? undefined : readCursor(cursor);
      do {
        const from = start;
        const page = await again(() =>
          client.send(
            new QueryCommand({
              TableName,
              ...(index ? { IndexName: INDEX.name } : { ConsistentRead: true }),
              KeyConditionExpression: prefix ? "#pk = :pk AND begins_with(#sk, :sk)" : "#pk = :pk",
              ExpressionAttributeNames: prefix ? { "#pk": pkName, "#sk": skName } : { "#pk": pkName },
              ExpressionAttributeValues: marshall(prefix ? { ":pk": pk, ":sk": prefix } : { ":pk": pk }),
              Limit: limit === undefined ? undefined : limit - items.length,
              ExclusiveStartKey: from,
              ...(isReversed && { ScanIndexForward: false }),
            }),
          ),
        );
        items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
        start = page.LastEvaluatedKey;
      } while (start && (limit === undefined || items.length < limit));
      return { items, cursor: start ? writeCursor(start) : null };
    },

    async *scan(kinds) {
      const values = Object.fromEntries(kinds.map((kind, i) => [`:k${i}`, kind]));
      let start: Record<string, import("@aws-sdk/client-dynamodb").AttributeValue> | undefined;
      do {
        const from = start;
        const page = await again(() =>
          client.send(
            new ScanCommand({
              TableName,
              ConsistentRead: true,
              FilterExpression: `#kind IN (${Object.keys(values).join(", ")})`,
              ExpressionAttributeNames: { "#kind": "kind" },
              ExpressionAttributeValues: marshall(values),
              ExclusiveStartKey: from,
            }),
          ),
        );
        yield (page.Items ?? []).map((item) => unmarshall(item));
        start = page.LastEvaluatedKey;
      } while (start);
    },

    async transact(actions) {
      const TransactItems = actions.map((action) => toTransactItem(TableName, action));
      // One token for every try, so that a try whose reply was lost is not done twice within DynamoDB's ten minutes.
      const ClientRequestToken = Buffer.from(needs.random(16)).toString("hex");
      try {
        await again(() => client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken })));
      } catch (error) {
        const reasons = cancellationReasons(error);
        if (!reasons) throw error;
        throw new Refused(
          reasons.map(({ Code, Item }) =>
            Code === "ConditionalCheckFailed" ? (Item ? unmarshall(Item) : null) : undefined,
          ),
        );
      }
    },
  };
}

function toTransactItem(TableName: string, action: Action): TransactWriteItem {
  const { when } = action;
  const condition = {
    TableName,
    ...(when && {
      ConditionExpression: when.expression,
      ...(when.names && { ExpressionAttributeNames: when.names }),
      ...(when.values && { ExpressionAttributeValues: marshall(when.values, MARSHALL) }),
    }),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
  if ("put" in action) return { Put: { ...condition, Item: marshall(action.put, MARSHALL) } };
  if ("remove" in action) return { Delete: { ...condition, Key: marshall(action.remove) } };
  return { ConditionCheck: { ...condition, ConditionExpression: action.when.expression, Key: marshall(action.check) } };
}

function cancellationReasons(error: unknown): CancellationReason[] | undefined {
  if (!(error instanceof Error) || error.name !== "TransactionCanceledException") return undefined;
  if (!("CancellationReasons" in error) || !Array.isArray(error.CancellationReasons)) return undefined;
  const reasons: CancellationReason[] = error.CancellationReasons;
  return reasons.some((r) => r.Code === "ConditionalCheckFailed") ? reasons : undefined;
}

type StartKey = NonNullable<import("@aws-sdk/client-dynamodb").QueryCommandOutput["LastEvaluatedKey"]>;

function writeCursor(key: StartKey): string {
  return cursorBehind(unmarshall(key));
}

/** The cursor that goes on behind an item. @param key of the item: with that of the index, where the index is read */
export function cursorBehind(key: Item): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

function readCursor(cursor: string): StartKey {
  const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  return marshall(key);
}
