import { expect, test } from "vitest";
import { sharesDomain } from "./claim.ts";

test("a mailbox and a website are of one domain when one lies below the other", () => {
  const cases: readonly [string, string][] = [
    ["bread@hearth.example.com", "https://hearth.example.com/"],
    ["Bread@Hearth.Example.com", "https://www.hearth.example.com/rhinebeck"],
    ["bread@example.com", "https://hearth.example.com"],
    ["bread@mail.hearth.example.com", "http://hearth.example.com"],
    ["bread@gmail.com", "https://hearth.example.com"],
    ["bread@notexample.com", "https://example.com"],
    ["bread@example.com", "https://notexample.com"],
    ["bread@com", "https://example.com"],
    ["bread@example.com", ""],
    ["bread@example.com", "https://evil.test/?example.com"],
  ];

  expect(cases.map(([email, website]) => sharesDomain(email, website))).toEqual([
    ...Array(4).fill(true),
    ...Array(6).fill(false),
  ]);
});
