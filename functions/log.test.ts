import { expect, test } from "vitest";
import { createLog, type Entry, framesOf } from "./log.ts";

function written(entry: Entry): Record<string, unknown> {
  const lines: string[] = [];
  createLog(
    (line) => lines.push(line),
    () => 0,
  )(entry);
  return JSON.parse(lines[0] ?? "");
}

test("a line holds the fields of an entry and the time", () => {
  const entry: Entry = { level: "info", event: "request", route: "/api/members/{id}", status: 200, ms: 3, bytes: 0 };

  expect(written(entry)).toEqual({ time: "1970-01-01T00:00:00.000Z", ...entry });
});

test("what is not on the list is left out, and so is what has another type", () => {
  // As code without types would call it.
  const entry: Entry = JSON.parse(
    '{"level":"info","event":"request","email":"a@b.c","code":{"email":"a@b.c"},"frames":["at a",{"b":1}],"ms":"3"}',
  );

  expect(written(entry)).toEqual({
    time: "1970-01-01T00:00:00.000Z",
    level: "info",
    event: "request",
    frames: ["at a", null],
  });
});

test("a line is one line, and not endless", () => {
  const entry = written({ level: "info", event: "two\nlines", code: "x".repeat(1000) });

  expect(entry.event).toBe("two\nlines");
  expect(`${entry.code}`).toHaveLength(200);
});

test("the frames of an error hold nothing of its message, even where that looks like a frame", () => {
  const error = new Error("secret\n    at secret (secret.ts:1:1)");

  const frames = framesOf(error);

  expect(frames[0]).toContain("log.test.ts");
  expect(frames.join()).not.toContain("secret");
  expect(framesOf("no error")).toEqual([]);
});
