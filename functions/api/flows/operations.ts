import { Attempt } from "@mainstreet/core/registration";
import { Slug } from "@mainstreet/core/slug";
import * as z from "zod";
import { body, declare, json, Making, problem } from "../operation.ts";
import { OpenEvent, SentParty, Standing } from "./standing.ts";
import { TypedCode } from "./typed-code.ts";

/* What the API declares of registering: who may do it, what goes in and what comes out. */

const params = z.object({ slug: Slug });
const tags = ["registration"];
const html = { "text/html": { schema: z.string() } };
/** In JSON for programs, as a page for browsers; these take forms too. */
const both = <S extends z.ZodType>(description: string, schema: S) => {
  const { content } = json(description, schema);
  return { description, content: { ...content, ...html } };
};
const NEXT = z.strictObject({ next: z.literal("code") });
const unproved = problem("forbidden", "unproved");
const SEEN = {
  description: "Done; what came of it is at this address",
  headers: { Location: { schema: { type: "string" as const } } },
};

export const open = declare("public", {
  method: "get",
  path: "/api/mixers/{slug}/register",
  summary: "The form to register on; sets the cookie that the rest needs, and stores nothing",
  tags,
  "x-form": true,
  request: { params },
  responses: { 200: both("The form, or for programs the event", OpenEvent) },
});

export const register = declare("public", {
  method: "post",
  path: "/api/mixers/{slug}/register",
  summary: "Ask for a code: to register a party, or without one to see how one stands",
  "x-refuses": ["full", "closed"],
  tags,
  "x-form": true,
  request: {
    params,
    headers: Making,
    body: body(z.strictObject({ email: z.email().max(254), party: SentParty.nullable().default(null) })),
  },
  responses: {
    200: json("Whoever is signed in with this mailbox needs no code: how they stand", Standing),
    202: json("A code is on its way", NEXT),
    303: SEEN,
    403: unproved,
    429: problem("too-many"),
  },
});

export const prove = declare("public", {
  method: "post",
  path: "/api/mixers/{slug}/register/code",
  summary: "Prove the mailbox with the code, and so register",
  "x-refuses": ["full", "closed"],
  tags,
  "x-form": true,
  request: {
    params,
    headers: Making,
    body: body(TypedCode),
  },
  responses: { 200: json("How the person stands", Standing), 303: SEEN, 403: unproved, 410: problem("expired") },
});

const CodeState = z.strictObject({ proved: z.boolean(), left: z.int().min(0) });

export const code = declare("public", {
  method: "get",
  path: "/api/mixers/{slug}/register/code",
  summary: "Where the code is typed in, and how many more codes may be tried",
  tags,
  "x-form": true,
  request: { params },
  responses: {
    200: both("The page for the code, or for programs how it stands", CodeState),
    303: SEEN,
    403: unproved,
    410: problem("expired"),
  },
});

export const read = declare("public", {
  method: "get",
  path: "/api/mixers/{slug}/registration",
  summary: "How somebody stands who has proved a mailbox",
  tags,
  "x-form": true,
  request: { params },
  responses: { 200: both("How the person stands", Standing), 403: unproved },
});

export const change = declare("public", {
  method: "post",
  path: "/api/mixers/{slug}/registration/party",
  summary: "Change who comes",
  "x-refuses": ["full", "closed"],
  tags,
  "x-form": true,
  request: {
    params,
    headers: Making,
    body: body(z.strictObject({ id: Attempt, version: z.int().min(1), party: SentParty })),
  },
  responses: { 200: json("How the person stands", Standing), 303: SEEN, 403: unproved, 412: problem("stale") },
});

export const cancel = declare("public", {
  method: "post",
  path: "/api/mixers/{slug}/registration/cancel",
  summary: "Give the registration up",
  tags,
  "x-form": true,
  request: { params, headers: Making, body: body(z.strictObject({ id: Attempt })) },
  responses: { 200: json("How the person stands", Standing), 303: SEEN, 403: unproved },
});

export const stylesheet = declare("public", {
  method: "get",
  path: "/api/mixers/forms.css",
  summary: "The look of the forms",
  tags,
  "x-shared-seconds": 300,
  responses: { 200: { description: "A style sheet", content: { "text/css": { schema: z.string() } } } },
});
