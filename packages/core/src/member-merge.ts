import { ChamberError } from "./error.ts";
import { instant } from "./local-date.ts";
import type { Member } from "./member.ts";

const MOST_MEMBERSHIPS = 60;
const LONGEST_NOTE = 4000;

/**
 * Two members of which one becomes a signpost to the other. The other gets its memberships, its note as far as there is room
 * for it, and its contact where it has none; the signpost keeps all that it was.
 * @param now milliseconds since 1970
 * @throws `invalid` when they have more memberships together than a member can have
 */
export function mergedMembers(
  from: Member,
  into: Member,
  now: number,
): { readonly from: Member; readonly into: Member } {
  const known = new Set(into.memberships.map(({ id }) => id));
  const memberships = [...into.memberships, ...from.memberships.filter(({ id }) => !known.has(id))];
  if (memberships.length > MOST_MEMBERSHIPS)
    throw new ChamberError("invalid", `Together they have more than ${MOST_MEMBERSHIPS} memberships.`);
  const note = into.note.includes(from.note) ? into.note : [into.note, from.note].filter(Boolean).join("\n\n");
  const updatedAt = instant(now);
  const { contactName, contactEmail } = into.contactEmail === "" && into.contactName === "" ? from : into;
  return {
    from: { ...from, status: "removed", mergedInto: into.id, updatedAt, version: from.version + 1 },
    into: {
      ...into,
      ...{ memberships, contactName, contactEmail, updatedAt, version: into.version + 1 },
      note: note.length <= LONGEST_NOTE ? note : into.note,
    },
  };
}
