import { expect, test } from "vitest";
import { type Call, signedCall } from "./signed-call.ts";

const CALL: Call = { service: "ssm", url: "https://ssm.example.org/", headers: {}, body: "{}", tries: 4 };

/** Calls over a line that answers as told, one after the other; an error is no answer at all. */
function lineOf(...answers: readonly (Response | Error)[]) {
  const sent: Readonly<Record<string, string>>[] = [];
  const slept: number[] = [];
  const call = signedCall({
    region: "us-east-1",
    credentials: async () => ({ accessKeyId: "id", secretAccessKey: "secret", sessionToken: "token" }),
    post: async (_url, headers) => {
      const answer = answers[sent.length];
      sent.push(headers);
      if (!answer || answer instanceof Error) throw answer;
      return { status: answer.status, hasFailed: false, text: await answer.text() };
    },
    now: () => Date.parse("2026-11-22T21:00:00Z"),
    sleep: async (ms) => void slept.push(ms),
  });
  return { call, sent, slept };
}
const throttled = () => new Response('{"__type":"ThrottlingException"}', { status: 400 });

test("it is sent again after no answer, an error of theirs or too many, with longer and longer pauses", async () => {
  const { call, sent, slept } = lineOf(
    new TypeError("no line"),
    new Response("", { status: 503 }),
    throttled(),
    new Response("ok"),
  );

  const answer = await call(CALL);

  expect([answer.status, answer.text, sent.length]).toEqual([200, "ok", 4]);
  expect(slept).toEqual([100, 200, 400]);
});

test("an error of ours is an answer, and what is to be tried once is tried once", async () => {
  const ours = lineOf(new Response("no", { status: 403 }));
  const once = lineOf(new Response("", { status: 500 }), new Response("ok"));

  expect((await ours.call(CALL)).status).toBe(403);
  await expect(once.call({ ...CALL, tries: 1 })).rejects.toThrow("ssm answered 500.");
  expect([ours.sent.length, once.sent.length]).toEqual([1, 1]);
});

test("each is signed with the token of the function, and with the time", async () => {
  const { call, sent } = lineOf(new Response("ok"));

  await call(CALL);

  const headers = sent[0];
  expect(headers?.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=id\/20261122\/us-east-1\/ssm\/aws4_request/);
  expect([headers?.["x-amz-security-token"], headers?.["x-amz-date"]]).toEqual(["token", "20261122T210000Z"]);
});
