import { OpenAPIHono } from "@hono/zod-openapi";
import { keyringOf } from "@mainstreet/store/keyring";
import { withinLimit } from "@mainstreet/store/limited";
import { dataOf, PersonData } from "@mainstreet/store/person-data";
import { commit } from "@mainstreet/store/write";
import { Confirmed, ERASED, erased } from "../flows/erased.ts";
import { secretsOf } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { operationName } from "../once.ts";
import { body, declare, json, Making, problem } from "../operation.ts";
import { requireOpened } from "../sign-in/opened.ts";
import { dropSession } from "../sign-in/session-cookie.ts";

const tags = ["account"];
/** Each reads the whole table, so no more within an hour. */
const MOST_DOWNLOADS = 5;

const download = declare("signed-in", {
  method: "get",
  path: "/api/account/data",
  summary: "All that is stored about oneself, as a file",
  tags,
  "x-recent": true,
  responses: {
    200: {
      ...json("What is stored", PersonData),
      headers: { "Content-Disposition": { schema: { type: "string" as const } } },
    },
    429: problem("too-many"),
  },
});

const erase = declare("signed-in", {
  method: "post",
  path: "/api/account/erase",
  summary: "Erase all that is stored about oneself, at once and for good; the session ends",
  tags,
  "x-recent": true,
  request: { headers: Making, body: body(Confirmed) },
  responses: { 200: ERASED },
});

/** What people may ask for about all that is stored of them. */
export function accountDataRoutes(needs: Needs) {
  const { table, now, random } = needs;
  const secrets = secretsOf(needs.pepper);

  return new OpenAPIHono<ApiEnv>()
    .openapi(download, async (c) => {
      const { person } = requireOpened(c);
      const limit = { hash: secrets.limit("downloads", person.personKey), most: MOST_DOWNLOADS };
      const write = {
        ...{ actor: c.get("actor"), now: now(), random, keyring: keyringOf(needs.pepper) },
        ...{ operation: operationName(c), remember: null },
      };
      const about = { kind: "person", id: person.personKey } as const;
      await withinLimit(table, write, limit, 0, (take) => commit(table, write, [take], null, about));
      const data = await dataOf(table, person, write.keyring);
      return c.json(data, 200, { "Content-Disposition": 'attachment; filename="my-data.json"' });
    })
    .openapi(erase, async (c) => {
      const done = await erased(c, needs, requireOpened(c).person.personKey);
      dropSession(c);
      return c.json({ done }, 200);
    });
}
