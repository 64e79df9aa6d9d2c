import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import { idOf, newId } from "@mainstreet/core/id";
import { instant } from "@mainstreet/core/local-date";
import { Passkey } from "@mainstreet/core/passkey";
import { PersonKey } from "@mainstreet/core/person-key";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { keyringOf } from "@mainstreet/store/keyring";
import * as PasskeyStore from "@mainstreet/store/passkey-store";
import { Spent, signIn } from "@mainstreet/store/sign-in-store";
import type { Context } from "hono";
import * as z from "zod";
import { offerToken, requireToken } from "../flows/flow-cookie.ts";
import { secretsOf } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, json, Making } from "../operation.ts";
import { Account, accountOf } from "../sign-in/account.ts";
import { endOfChallenge, newChallenge, type Purpose } from "../sign-in/challenge.ts";
import { deviceOf } from "../sign-in/device.ts";
import { onceHere, requireOpened } from "../sign-in/opened.ts";
import { sessionOnce } from "../sign-in/session-once.ts";
import { ALGORITHMS, challengeOf, checkMade, checkShown, hostOf, Made, notThis, Shown } from "../sign-in/webauthn.ts";

const tags = ["passkeys"];
/** For the browser's own functions, which know what is in it. */
const Options = z.strictObject({ options: z.looseObject({ challenge: z.string() }) });
const OwnPasskey = Passkey.pick({ id: true, name: true, createdAt: true, usedAt: true }).meta({ id: "OwnPasskey" });

const list = declare("signed-in", {
  method: "get",
  path: "/api/account/passkeys",
  summary: "One's own passkeys",
  tags,
  responses: { 200: json("The passkeys", z.strictObject({ passkeys: z.array(OwnPasskey) })) },
});

const prepare = declare("signed-in", {
  method: "post",
  path: "/api/account/passkeys/options",
  summary: "What the browser needs to make a passkey; good for five minutes, stores nothing",
  "x-repeatable": false,
  tags,
  "x-recent": true,
  request: { headers: Making },
  responses: { 200: json("The options", Options) },
});

const add = declare("signed-in", {
  method: "post",
  path: "/api/account/passkeys",
  summary: "Keep a passkey that the browser has made",
  "x-refuses": ["full", "taken"],
  tags,
  "x-recent": true,
  request: { headers: Making, body: body(Made) },
  responses: { 200: json("The account as it is now", Account) },
});

const remove = declare("signed-in", {
  method: "delete",
  path: "/api/account/passkeys/{id}",
  summary: "Forget a passkey",
  tags,
  "x-recent": true,
  request: { params: z.object({ id: idOf("passkey") }), headers: Making },
  responses: { 200: json("The account as it is now", Account) },
});

const begin = declare("public", {
  method: "post",
  path: "/api/sign-in/passkey/options",
  summary: "What the browser needs to have a passkey shown; good for five minutes, stores nothing",
  "x-repeatable": false,
  tags,
  request: { headers: Making },
  responses: { 200: json("The options", Options) },
});

const show = declare("public", {
  method: "post",
  path: "/api/sign-in/passkey",
  summary: "Sign in with a passkey, in the browser that asked for the options",
  tags,
  request: { headers: Making, body: body(Shown) },
  responses: { 200: json("Whose account it is", Account) },
});

/** How people sign in with what their devices keep, and how they come to it. */
export function passkeyRoutes(needs: Needs) {
  const { table, now, random, origin, staffPasskey } = needs;
  const secrets = secretsOf(needs.pepper);

  /** The challenge that was answered in this browser, and when it is over. @throws `unproved` */
  function answered(c: Context<ApiEnv>, purpose: Purpose, response: Parameters<typeof challengeOf>[0]) {
    const challenge = challengeOf(response);
    const expires = endOfChallenge(secrets, purpose, requireToken(c), challenge, now());
    if (expires === null) throw notThis();
    return { challenge, expires };
  }

  /** Where staff need a passkey, whoever only reads their mailbox must not get another one in beside. @throws `unproved` */
  async function requireShown(c: Context<ApiEnv>): Promise<void> {
    const { person, session } = requireOpened(c);
    if (staffPasskey === "offered" || person.staff === null || session.proof === "passkey") return;
    if ((await PasskeyStore.listOf(table, person.personKey)).length === 0) return;
    throw new ChamberError("unproved", "Sign in with your passkey first.");
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const passkeys = await PasskeyStore.list(table, c.get("actor"));
      const shown = passkeys.map(({ id, name, createdAt, usedAt }) => ({ id, name, createdAt, usedAt }));
      return c.json({ passkeys: shown }, 200);
    })
    .openapi(prepare, async (c) => {
      await requireShown(c);
      const { person } = requireOpened(c);
      const token = offerToken(c, random);
      const [own, { name: rpName }, { generateRegistrationOptions }] = await Promise.all([
        PasskeyStore.listOf(table, person.personKey),
        ChamberStore.get(table),
        import("@simplewebauthn/server"),
      ]);
      const options = await generateRegistrationOptions({
        rpName,
        rpID: hostOf(origin),
        userName: person.email,
        userDisplayName: person.name || person.email,
        userID: new Uint8Array(Buffer.from(person.personKey)),
        challenge: new Uint8Array(Buffer.from(newChallenge(secrets, "create", token, now()), "base64url")),
        excludeCredentials: own.map(({ credentialId: id, transports }) => ({ id, transports })),
        supportedAlgorithmIDs: ALGORITHMS,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
      });
      return c.json({ options: { ...options } }, 200);
    })
    .openapi(add, async (c) => {
      await requireShown(c);
      const made = c.req.valid("json");
      const { challenge, expires } = answered(c, "create", made);
      const { person } = requireOpened(c);
      await onceHere<Passkey>(c, needs, async (write) => {
        const checked = await checkMade(made, { origin, challenge });
        const passkey: Passkey = {
          ...checked,
          id: newId("passkey", write.now, random),
          personKey: person.personKey,
          name: deviceOf(c.req.header("User-Agent")),
          createdAt: instant(write.now),
          usedAt: null,
          version: 1,
        };
        await PasskeyStore.add(table, write, passkey, PasskeyStore.spend(challenge, expires));
      });
      return c.json(await accountOf(needs, requireOpened(c)), 200);
    })
    .openapi(remove, async (c) => {
      await requireShown(c);
      const { id } = c.req.valid("param");
      await onceHere<Passkey>(c, needs, (write) => PasskeyStore.remove(table, write, id));
      return c.json(await accountOf(needs, requireOpened(c)), 200);
    })
    .openapi(begin, async (c) => {
      const token = offerToken(c, random);
      const { generateAuthenticationOptions } = await import("@simplewebauthn/server");
      const options = await generateAuthenticationOptions({
        rpID: hostOf(origin),
        challenge: new Uint8Array(Buffer.from(newChallenge(secrets, "get", token, now()), "base64url")),
        userVerification: "required",
      });
      return c.json({ options: { ...options } }, 200);
    })
    .openapi(show, async (c) => {
      const shown = c.req.valid("json");
      const { challenge, expires } = answered(c, "get", shown);
      const token = secrets.session("passkey", requireToken(c), challenge);
      const opened = await sessionOnce(
        c,
        needs,
        requireToken(c),
        () => token,
        async (beginning) => {
          const handle = Buffer.from(shown.response.userHandle, "base64url").toString("utf8");
          const { data: personKey } = PersonKey.safeParse(handle);
          const passkey = personKey ? await PasskeyStore.find(table, personKey, shown.id) : null;
          if (!passkey) throw notThis();
          const counter = await checkShown(shown, passkey, { origin, challenge });
          const { remember, ...kept } = beginning("");
          const device = deviceOf(c.req.header("User-Agent"));
          const proved = { personKey: passkey.personKey, email: null, proof: "passkey", device, ...kept } as const;
          const used = PasskeyStore.used(passkey, { counter, usedAt: instant(now()) });
          const spend = PasskeyStore.spend(challenge, expires);
          return signIn({ ...needs, keyring: keyringOf(needs.pepper) }, proved, {
            spend,
            also: [used, remember],
            contactOf: [],
          }).catch((error: unknown) => {
            throw error instanceof Spent ? notThis(error) : error;
          });
        },
      );
      return c.json(await accountOf(needs, opened), 200);
    });
}
