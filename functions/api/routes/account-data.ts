import { OpenAPIHono } from "@hono/zod-openapi";
import { PersonKey } from "@mainstreet/core/person-key";
import { beginErasing, finishErasing } from "@mainstreet/store/erase-person";
import { keyringOf } from "@mainstreet/store/keyring";
import { withinLimit } from "@mainstreet/store/limited";
import { dataOf, PersonData } from "@mainstreet/store/person-data";
import { commit } from "@mainstreet/store/write";
import type { Context } from "hono";
import * as z from "zod";
import { framesOf } from "../../log.ts";
import { secretsOf } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { operationName } from "../once.ts";
import { body, declare, json, Making, problem } from "../operation.ts";
import { onceHere, requireOpened } from "../sign-in/opened.ts";
import { dropSession } from "../sign-in/session-cookie.ts";

const tags = ["account"];
/** Each reads the whole table, so no more within an hour. */
const MOST_DOWNLOADS = 5;
/** Typed by hand, so that nobody does it by a slip. */
const Confirmed = z.strictObject({ confirm: z.literal("erase", "must be the word: erase") });
const ERASED = json(
  "They are erased; false while something is left that is erased within minutes, whatever happens",
  z.strictObject({ done: z.boolean() }),
);

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

const eraseAnother = declare("admin", {
  method: "post",
  path: "/api/staff/people/{person}/erase",
  summary: "Erase all that is stored about a person, at once and for good, as they have asked",
  tags: ["people"],
  "x-recent": true,
  request: { params: z.object({ person: PersonKey }), headers: Making, body: body(Confirmed) },
  responses: { 200: ERASED },
});

/** What people may ask for about all that is stored of them. */
export function accountDataRoutes(needs: Needs) {
  const { log, table, now, random } = needs;
  const secrets = secretsOf(needs.pepper);
  const keyOf = secrets.person;

  async function erased(c: Context<ApiEnv>, personKey: PersonKey): Promise<boolean> {
    await onceHere<PersonKey>(c, needs, (write) => beginErasing(needs, write, personKey));
    try {
      await finishErasing(needs, { personKey, keyOf });
      return true;
    } catch (error) {
      // It was begun, so the person is as good as gone; the tick does the rest.
      const name = error instanceof Error ? error.name : typeof error;
      log({ level: "warn", event: "erase-unfinished", error: name, frames: framesOf(error) });
      return false;
    }
  }

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
      const done = await erased(c, requireOpened(c).person.personKey);
      dropSession(c);
      return c.json({ done }, 200);
    })
    .openapi(eraseAnother, async (c) => c.json({ done: await erased(c, c.req.valid("param").person) }, 200));
}
