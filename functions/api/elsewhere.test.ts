import { headersOf } from "@mainstreet/core/site-headers";
import { expect, test } from "vitest";
import { answerElsewhere } from "./elsewhere.ts";

const SITE = "https://chamber.example.org";
const BYTES = {
  "redirects.json": JSON.stringify({
    "/members/old-bakery/": "/members/new-bakery/",
    "/members/café/": "/members/coffee/",
  }),
  "404.html": "<h1>Not here</h1>",
};

function published(files: Readonly<Record<string, string>> = BYTES) {
  const asked: string[] = [];
  let time = 0;
  const answer = answerElsewhere({
    now: () => time,
    site: {
      read: async (path) => {
        asked.push(path);
        return Object.hasOwn(files, path) ? new TextEncoder().encode(files[path]) : undefined;
      },
    },
  });
  return { answer, asked, later: (ms: number) => (time += ms) };
}

test("an old address leads to the present one for good, with what stood behind the question mark", async () => {
  const { answer } = published();

  const response = await answer(new Request(`${SITE}/members/old-bakery/index.html?from=paper`));

  expect(response.status).toBe(301);
  expect(response.headers.get("Location")).toBe("/members/new-bakery/?from=paper");
  expect(response.headers.get("Content-Security-Policy")).toBe(headersOf("index.html")["Content-Security-Policy"]);
});

test("an old address is found however a browser writes it", async () => {
  const { answer } = published();

  const found = await Promise.all(
    ["/members/caf%C3%A9/", "/members/caf%C3%A9", "/members/café/index.html"].map((path) =>
      answer(new Request(SITE + path)),
    ),
  );

  expect(found.map((each) => each.headers.get("Location"))).toEqual(Array(3).fill("/members/coffee/"));
});

test("an address that leads nowhere gets the site's own page, with the headers of a page", async () => {
  const { answer } = published();

  const response = await answer(new Request(`${SITE}/wp-login.php`));

  expect(response.status).toBe(404);
  expect(await response.text()).toBe("<h1>Not here</h1>");
  expect(Object.fromEntries(response.headers)).toEqual(
    Object.fromEntries(Object.entries(headersOf("404.html")).map(([name, value]) => [name.toLowerCase(), value])),
  );
});

test.each(["/%E0%A4%A", "/__proto__/", "/constructor/"])(
  "%s is an address like any other that leads nowhere",
  async (path) => {
    const { answer } = published();

    expect((await answer(new Request(SITE + path))).status).toBe(404);
  },
);

test("before anything is published there is a sentence", async () => {
  const { answer } = published({});

  const response = await answer(new Request(`${SITE}/`));

  expect([response.status, await response.text()]).toEqual([404, "Not found\n"]);
});

test("a change to a page that is none is refused", async () => {
  const { answer } = published();

  const response = await answer(new Request(`${SITE}/towns/`, { method: "POST" }));

  expect([response.status, response.headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
});

test("the files are read once for all who ask within five seconds, and again after", async () => {
  const { answer, asked, later } = published();

  await Promise.all([1, 2, 3].map(() => answer(new Request(`${SITE}/nothing/`))));
  later(4_999);
  await answer(new Request(`${SITE}/nothing/`));
  const before = asked.length;
  later(1);
  await answer(new Request(`${SITE}/nothing/`));

  expect([before, asked.length]).toEqual([2, 4]);
});

test("a failure to read is not kept", async () => {
  let fails = true;
  const answer = answerElsewhere({
    now: () => 0,
    site: {
      read: async () => {
        if (fails) throw new Error("away");
        return undefined;
      },
    },
  });

  await expect(answer(new Request(`${SITE}/`))).rejects.toThrow("away");
  fails = false;
  expect((await answer(new Request(`${SITE}/`))).status).toBe(404);
});
