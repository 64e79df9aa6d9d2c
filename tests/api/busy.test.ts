import { ProvisionedThroughputExceededException } from "@aws-sdk/client-dynamodb";
import type { Table } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { askAs, requestTo, setStageOn } from "../security/roles.ts";
import { routesOf, startSite } from "./site.ts";

/** What answers without the table. */
const NEEDS_NO_TABLE = new Set([
  "GET /api/openapi.json",
  "GET /api/theme.css",
  "GET /api/mixers/forms.css",
  "GET /api/listings",
  "GET /api/sign-in",
]);

const routes = (await routesOf(await startSite())).filter(({ name }) => !NEEDS_NO_TABLE.has(name));

/** A table that has no time for anybody, as soon as it is told so. */
function throttled(table: Table, isBusy: () => boolean): Table {
  const refuse = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
    return (...args: A): Promise<R> =>
      isBusy()
        ? Promise.reject(new ProvisionedThroughputExceededException({ message: "Too much", $metadata: {} }))
        : call(...args);
  };
  const { get, getMany, query, transact } = table;
  return { ...table, get: refuse(get), getMany: refuse(getMany), query: refuse(query), transact: refuse(transact) };
}

let busy = false;
const stage = await setStageOn((table) => throttled(table, () => busy));

test.each(routes)("$name says that it is busy when the table is, and when to try again", async (route) => {
  busy = true;

  const answer = await askAs(stage, "staff admin", route.method, requestTo(route, stage.town));

  expect(answer).toMatchObject({ status: 503, json: { code: "busy" } });
  expect(answer.headers.get("Retry-After")).toBe("1");
  expect(route.statuses).toContain(503);
});
