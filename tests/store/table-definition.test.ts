import { randomBytes } from "node:crypto";
import { CreateTableCommand, DescribeTableCommand, DescribeTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { TTL } from "@mainstreet/store/keys";
import { ensureTable, tableDefinition, timeToLive } from "@mainstreet/store/table-definition";
import { expect, test } from "vitest";
import { emulated, sleep } from "../emulator/table.ts";
import { answering } from "./bad-day.ts";

const freshName = () => `test-${randomBytes(8).toString("hex")}`;
const noSleep = async () => {};

test("a table is made once, and the second time found", async () => {
  const [client, name] = [emulated(), freshName()];

  expect(await ensureTable(client, name, sleep)).toBe(true);
  expect(await ensureTable(client, name, sleep)).toBe(false);

  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  const { KeySchema, GlobalSecondaryIndexes = [], StreamSpecification } = tableDefinition(name);
  expect(Table).toMatchObject({ TableStatus: "ACTIVE", KeySchema, StreamSpecification });
  expect(Table?.GlobalSecondaryIndexes).toMatchObject(GlobalSecondaryIndexes);
});

test("what has expired is cleared away by the attribute that items carry, in a table made before that too", async () => {
  const [client, name] = [emulated(), freshName()];
  await client.send(new CreateTableCommand(tableDefinition(name)));

  for (let i = 0; i < 2; i++) await ensureTable(client, name, sleep);

  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));
  expect(TimeToLiveDescription).toEqual({ AttributeName: TTL, TimeToLiveStatus: "ENABLED" });
  expect(timeToLive(name).TimeToLiveSpecification).toEqual({ AttributeName: "ttl", Enabled: true });
});

test("five who make a table at once all get it, and one of them has made it", async () => {
  const [client, name] = [emulated(), freshName()];

  const made = await Promise.all(Array.from({ length: 5 }, () => ensureTable(client, name, sleep)));

  expect(made.filter(Boolean)).toHaveLength(1);
});

test("whoever finds a table that is still being made waits for it", async () => {
  const states = ["CREATING", "CREATING", "ACTIVE"];
  const client = answering(emulated(), async (command) =>
    command instanceof DescribeTableCommand
      ? { Table: { TableStatus: states.shift() } }
      : { TimeToLiveDescription: { TimeToLiveStatus: "ENABLED" } },
  );
  let pauses = 0;

  const made = await ensureTable(client, "slow", async () => {
    pauses++;
  });

  expect([made, pauses, states]).toEqual([false, 2, []]);
});

test("a table that never becomes ready is given up on", async () => {
  const client = answering(emulated(), async () => ({ Table: { TableStatus: "CREATING" } }));
  let waited = 0;
  const counting = async (ms: number) => {
    waited += ms;
  };

  await expect(ensureTable(client, "stuck", counting)).rejects.toThrow("The table stuck did not become ready");

  expect(waited).toBeGreaterThan(50_000);
});

test("any other failure is not hidden", async () => {
  const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
  const client = answering(emulated(), () => Promise.reject(denied));

  await expect(ensureTable(client, "mine", noSleep)).rejects.toBe(denied);
});

test("only keys flow through the stream, so nothing personal does", () => {
  expect(tableDefinition("any").StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: "KEYS_ONLY" });
});
