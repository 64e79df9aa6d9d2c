import { expect, test } from "vitest";
import { startSite } from "./site.ts";

/* What is asked of routes that are loaded when they are first called, and of addresses that have none. */

test("whoever asks first waits for a room, and so do those who ask meanwhile", async () => {
  const { ask } = await startSite();

  const answers = await Promise.all(Array.from({ length: 5 }, () => ask("GET", "/api/staff/tasks")));
  const again = await ask("GET", "/api/staff/tasks");

  expect([...answers, again].map(({ status }) => status)).toEqual(Array(6).fill(200));
});

test("an address is the same in other letters: a room is found by what they stand for, and guarded all the same", async () => {
  const { ask } = await startSite();

  const answers = await Promise.all(
    ["/api/staff/tasks", "/api/%73taff/tasks", "/api/st%61ff/tasks"].flatMap((path) => [
      ask("GET", path),
      ask("GET", path, { as: "public" }),
    ]),
  );

  expect(answers.map(({ status }) => status)).toEqual([200, 401, 200, 401, 200, 401]);
});

test("where there is no room, and where a room has nothing, the answer is a problem with an id, and in the log", async () => {
  const { ask, lines } = await startSite();
  const paths = [
    "/api",
    "/api/",
    "/api/nothing",
    "/api/staffs/tasks",
    "/api//staff/tasks",
    "/api/staff",
    "/api/staff/nothing",
  ];

  const answers = await Promise.all(paths.map((path) => ask("GET", path)));
  const changes = await Promise.all(paths.map((path) => ask("POST", path, { without: ["Origin"] })));

  for (const { status, json, headers } of answers) {
    expect({ status, code: json.code, id: headers.get("X-Request-Id") }).toEqual({
      status: 404,
      code: "not-found",
      id: json.requestId,
    });
  }
  expect(changes.map(({ status }) => status)).toEqual(paths.map(() => 403));
  expect(lines.length).toBe(2 * paths.length);
});
