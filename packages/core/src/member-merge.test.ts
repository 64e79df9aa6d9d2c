import { expect, test } from "vitest";
import { BLANK, type Member } from "./member.ts";
import { mergedMembers } from "./member-merge.ts";

const membership = (n: number) => ({ id: `msh_${n}`, level: "gold", from: "2026-01-01", until: null });

function member(id: string, rest: Partial<Member> = {}): Member {
  const at = "2026-01-01T00:00:00.000Z";
  const own = { id, name: id, externalId: null, status: "current", mergedInto: null } as const;
  return { ...BLANK, ...own, createdAt: at, updatedAt: at, version: 1, ...rest };
}

const NOW = Date.UTC(2026, 5, 1);

test("the one that stays has the memberships of both, and both notes", () => {
  const from = member("a", { memberships: [membership(1)], note: "Old", contactName: "Ada" });
  const into = member("b", { memberships: [membership(2), membership(1)], note: "New" });

  const merged = mergedMembers(from, into, NOW);

  expect(merged.from).toMatchObject({
    ...from,
    status: "removed",
    mergedInto: "b",
    version: 2,
    updatedAt: expect.any(String),
  });
  expect(merged.into).toMatchObject({ note: "New\n\nOld", contactName: "Ada", version: 2, status: "current" });
  expect(merged.into.memberships.map(({ id }) => id)).toEqual(["msh_2", "msh_1"]);
});

test("its own contact stays, and a note for which there is no room stays on the signpost", () => {
  const from = member("a", { note: "x".repeat(3_999), contactName: "Ada", contactEmail: "ada@example.org" });
  const into = member("b", { note: "New", contactName: "Ben" });

  const merged = mergedMembers(from, into, NOW);

  expect(merged.into).toMatchObject({ note: "New", contactName: "Ben", contactEmail: "" });
  expect(merged.from.note).toBe(from.note);
});

test("more memberships than one member can have are refused", () => {
  const many = (first: number) => Array.from({ length: 31 }, (_, i) => membership(first + i));

  expect(() =>
    mergedMembers(member("a", { memberships: many(0) }), member("b", { memberships: many(50) }), NOW),
  ).toThrow(/more than 60/);
});
