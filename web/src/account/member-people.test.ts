import { expect, test } from "vitest";
import { calledAs, invitationId, isAsked, shownOf } from "./member-people.ts";

const since = "2026-11-03T10:00:00.000Z";
const person = (personKey: string, name: string, role: "owner" | "editor") =>
  ({ memberId: "mem_1", personKey, name, email: `${personKey}@example.org`, role, since, version: 1 }) as const;
const invitation = (personKey: string, createdAt = since) =>
  ({
    memberId: "mem_1",
    personKey,
    email: `${personKey}@example.org`,
    role: "editor",
    invitedBy: null,
    createdAt,
    expires: 0,
  }) as const;

test("owners come first, then everybody from A to Z by what they are called", () => {
  const people = [person("a", "", "editor"), person("b", "Zoë", "owner"), person("c", "Ada", "editor")];

  const shown = shownOf({ people: [...people, person("d", "Bea", "owner")], invitations: [] }, new Set());

  expect(shown.people.map(calledAs)).toEqual(["Bea", "Zoë", "a@example.org", "Ada"]);
});

test("an invitation that was accepted or taken back is not shown, whatever the index says", () => {
  const taken = invitation("b");
  const again = invitation("b", "2026-11-04T10:00:00.000Z");
  const all = [invitation("a"), taken, again, invitation("c")];

  const shown = shownOf({ people: [person("a", "", "editor")], invitations: all }, new Set([invitationId(taken)]));

  expect(shown.invitations).toEqual([again, invitation("c")]);
});

test("whether a mailbox is asked does not depend on how it is spelled", () => {
  expect(isAsked({ invitations: [invitation("a")] }, "A@Example.org")).toBe(true);
  expect(isAsked({ invitations: [invitation("a")] }, "b@example.org")).toBe(false);
});
