import { expect, test } from "vitest";
import {
  type Actor,
  isRecent,
  isStaff,
  PUBLIC,
  RECENT_MS,
  requireAdmin,
  requireRecent,
  requireRepresentative,
  requireStaff,
  system,
} from "./actor.ts";

const MINE = "mem_00000000000000000000000001";
const OTHER = "mem_00000000000000000000000002";

function person(change: Partial<Extract<Actor, { kind: "person" }>> = {}): Actor {
  return { kind: "person", personKey: "k", staff: null, represents: [], rolesVersion: 1, provedAt: 0, ...change };
}

const ACTORS: readonly Actor[] = [
  PUBLIC,
  person(),
  person({ represents: [{ memberId: MINE, role: "editor" }] }),
  person({ represents: [{ memberId: MINE, role: "owner" }] }),
  person({ staff: "editor" }),
  person({ staff: "admin" }),
  system("import"),
];

/** What becomes of each actor: the code of the refusal, or "ok". */
function outcomes(check: (actor: Actor) => void): string[] {
  return ACTORS.map((actor) => {
    try {
      check(actor);
      return "ok";
    } catch (error) {
      return error instanceof Error && "code" in error ? String(error.code) : "failed";
    }
  });
}

test("staff and Mainstreet itself pass where staff is asked for, and only admins where an admin is", () => {
  const [staff, admin] = [outcomes(requireStaff), outcomes(requireAdmin)];

  expect(ACTORS.map(isStaff)).toEqual([false, false, false, false, true, true, true]);
  expect(staff).toEqual(["unauthenticated", "forbidden", "forbidden", "forbidden", "ok", "ok", "ok"]);
  expect(admin).toEqual(["unauthenticated", "forbidden", "forbidden", "forbidden", "forbidden", "ok", "ok"]);
});

test("a member is open to those who act for it and to staff, and does not exist for anybody else", () => {
  const mine = outcomes((actor) => requireRepresentative(actor, MINE));
  const owners = outcomes((actor) => requireRepresentative(actor, MINE, "owner"));
  const others = outcomes((actor) => requireRepresentative(actor, OTHER));

  expect(mine).toEqual(["unauthenticated", "not-found", "ok", "ok", "ok", "ok", "ok"]);
  expect(owners).toEqual(["unauthenticated", "not-found", "forbidden", "ok", "ok", "ok", "ok"]);
  expect(others).toEqual(["unauthenticated", "not-found", "not-found", "not-found", "ok", "ok", "ok"]);
});

test("a proof is recent for a quarter of an hour", () => {
  const actor = person({ provedAt: 1000 });

  expect([isRecent(actor, 1000 + RECENT_MS), isRecent(actor, 1001 + RECENT_MS)]).toEqual([true, false]);
  expect(() => requireRecent(actor, 1001 + RECENT_MS)).toThrow(expect.objectContaining({ code: "unproved" }));
  expect(() => requireRecent(PUBLIC, 0)).toThrow(expect.objectContaining({ code: "unauthenticated" }));
  expect(() => requireRecent(system("import"), RECENT_MS * 9)).not.toThrow();
});
