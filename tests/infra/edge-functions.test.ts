import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { runAtEdge } from "./edge-function.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../infra/edge-functions");

test.each([
  ["/", "/index.html"],
  ["/towns/rhinebeck/", "/towns/rhinebeck/index.html"],
  ["/staff/", "/staff/index.html"],
  ["/feeds/new-members.json", "/feeds/new-members.json"],
  ["/members/caf%C3%A9/", "/members/caf%C3%A9/index.html"],
])("%s is the file %s", (uri, file) => {
  expect(runAtEdge("pages", { uri })).toMatchObject({ uri: file });
});

test.each([
  ["/towns", "", "/towns/"],
  ["/directory", "q=bakery&open=1", "/directory/?q=bakery&open=1"],
  ["/directory", "tags=a&tags=b&plain", "/directory/?tags=a&tags=b&plain"],
  ["/members/caf%C3%A9", "q=caf%C3%A9", "/members/caf%C3%A9/?q=caf%C3%A9"],
])("%s?%s leads to %s for good", (uri, query, location) => {
  expect(runAtEdge("pages", { uri, query })).toMatchObject({
    statusCode: 301,
    headers: { location: { value: location } },
  });
});

test.each(["//evil.example", "//evil.example/x", "/\\evil.example", "/x\\..\\evil"])(
  "%s leads nobody to another host",
  (uri) => {
    expect(runAtEdge("pages", { uri })).toMatchObject({ uri });
  },
);

test("the API is told who asks, whatever they say of themselves", () => {
  const sent = { uri: "/api/sign-in", method: "POST", headers: { "x-mainstreet-viewer": "198.51.100.1" } };

  expect(runAtEdge("api", sent)).toMatchObject({ headers: { "x-mainstreet-viewer": { value: "192.0.2.7" } } });
});

test.each([
  ["GET", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json"],
  ["HEAD", "application/geo+json, application/json;q=0.5", "application/geo+json"],
])("a search (%s) goes on without cookies, and %s asks for %s", (method, accept, asked) => {
  const cookies = { "__Host-session": "secret" };

  const passed = runAtEdge("api", { uri: "/api/listings", method, headers: { accept }, cookies });

  expect(passed).toMatchObject({ headers: { accept: { value: asked } } });
  expect(passed).toHaveProperty("cookies", {});
});

test("one that says nothing of what it takes gets the usual", () => {
  expect(runAtEdge("api", { uri: "/api/listings" })).toMatchObject({
    headers: { accept: { value: "application/json" } },
  });
});

test.each([
  ["POST", "/api/listings"],
  ["PATCH", "/api/listings/lst_1"],
  ["GET", "/api/listings/lst_1"],
  ["GET", "/api/account"],
])("%s %s keeps its cookies and what it takes", (method, uri) => {
  const passed = runAtEdge("api", {
    uri,
    method,
    headers: { accept: "text/html" },
    cookies: { "__Host-session": "secret" },
  });

  expect(passed).toMatchObject({
    headers: { accept: { value: "text/html" } },
    cookies: { "__Host-session": { value: "secret" } },
  });
});

test("each is small enough for CloudFront, which takes 10 KB", () => {
  const sizes = readdirSync(FOLDER).map((file) => statSync(path.join(FOLDER, file)).size);

  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThan(10_240);
});
