import { expect, test } from "vitest";
import { MOST_MEMBERS, newPerson, Person, representing, representingInstead, withStaffRole } from "./person.ts";

const ADA = newPerson("0".repeat(26), "ada@example.org", 1000);
const BREAD = "mem_00000000000000000000000001";

test("each change of roles is counted and ends all sessions", () => {
  const owner = representing(ADA, BREAD, "owner", 2000);
  const editor = representing(owner, BREAD, "editor", 3000);
  const nobody = representing(editor, BREAD, null, 4000);
  const staff = withStaffRole(nobody, "admin", 5000);

  expect([ADA, owner, editor, nobody].map((p) => p.represents.map(({ role }) => role))).toEqual([
    [],
    ["owner"],
    ["editor"],
    [],
  ]);
  expect([ADA, owner, editor, nobody, staff].map((p) => [p.rolesVersion, p.sessionsFrom])).toEqual([
    [1, 0],
    [2, 2000],
    [3, 3000],
    [4, 4000],
    [5, 5000],
  ]);
  expect(Person.parse(staff)).toEqual(staff);
});

test("one person acts for fifty members and no more", () => {
  const ids = Array.from({ length: MOST_MEMBERS }, (_, i) => `mem_${String(i).padStart(26, "0")}`);

  const busy = ids.reduce((person, id) => representing(person, id, "editor", 2000), ADA);

  expect(Person.parse(busy).represents).toHaveLength(MOST_MEMBERS);
  expect(() => representing(busy, `mem_${"9".repeat(26)}`, "editor", 3000)).toThrow(
    expect.objectContaining({ code: "full" }),
  );
  expect(representing(busy, ids[0] ?? "", "owner", 3000).represents).toHaveLength(MOST_MEMBERS);
});

test("whose member is merged acts for the other one, in the higher of two roles, and signs in anew", () => {
  const other = "mem_00000000000000000000000002";
  const third = "mem_00000000000000000000000003";
  const both = representing(
    representing(representing(ADA, BREAD, "owner", 2000), other, "editor", 2000),
    third,
    "editor",
    2000,
  );

  const after = representingInstead(both, BREAD, other, 3000);

  expect(after.represents).toEqual([
    { memberId: third, role: "editor" },
    { memberId: other, role: "owner" },
  ]);
  expect([after.rolesVersion, after.version, after.sessionsFrom]).toEqual([
    both.rolesVersion + 1,
    both.version + 1,
    3000,
  ]);
});
