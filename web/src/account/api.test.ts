import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { change } from "./api.ts";

type Sent = { readonly path: string; readonly key: string; readonly answer: (body: object, status?: number) => void };

let sent: Sent[] = [];

beforeEach(() => {
  sent = [];
  vi.stubGlobal("document", { querySelector: () => null });
  vi.stubGlobal("fetch", (path: string, { headers }: { headers: Record<string, string> }) => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    const answer = (body: object, status = 200): void => resolve(Response.json(body, { status }));
    sent.push({ path, key: String(headers["Idempotency-Key"]), answer });
    return promise;
  });
});

afterEach(async () => {
  // What is left on its way would be joined by the next test.
  for (const { answer } of sent) answer({});
  await new Promise((resolve) => setTimeout(resolve));
  vi.unstubAllGlobals();
});

test("what is pressed twice while it is on its way is sent once, and both have its answer", async () => {
  const note = { body: { text: "call" } };
  const both = [change("POST", "staff/notes", note), change("POST", "staff/notes", { body: { text: "call" } })];
  expect(sent).toHaveLength(1);

  sent[0]?.answer({ id: "n1" });

  expect(await Promise.all(both)).toEqual([
    { ok: true, body: { id: "n1" } },
    { ok: true, body: { id: "n1" } },
  ]);
});

test("once it was answered, the same is another request with a key of its own", async () => {
  const first = change("POST", "staff/notes", { body: { text: "call" } });
  sent[0]?.answer({});
  await first;

  void change("POST", "staff/notes", { body: { text: "call" } });

  expect(sent).toHaveLength(2);
  expect(sent[0]?.key).not.toBe(sent[1]?.key);
});

test.each([
  ["other words", "POST", "staff/notes", { body: { text: "write" } }],
  ["another version", "POST", "staff/notes", { body: { text: "call" }, version: 2 }],
  ["another address", "POST", "staff/tasks", { body: { text: "call" } }],
  ["another method", "PATCH", "staff/notes", { body: { text: "call" } }],
])("%s is another request", (_what, method, path, asked) => {
  void change("POST", "staff/notes", { body: { text: "call" } });
  void change(method, path, asked);

  expect(sent).toHaveLength(2);
});

test("a request that nobody answers is sent once more under the same key", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const answer = change("POST", "staff/notes", { body: { text: "call" } });
  sent[0]?.answer({ status: 503, code: "busy", detail: "" }, 503);
  await vi.runAllTimersAsync();
  sent[1]?.answer({ id: "n1" });

  expect(await answer).toEqual({ ok: true, body: { id: "n1" } });
  expect(sent[1]?.key).toBe(sent[0]?.key);
  vi.useRealTimers();
});
