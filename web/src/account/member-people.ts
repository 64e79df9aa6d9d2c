import type { Invitation, Representative } from "@mainstreet/core/representative";

/* Who acts for a member and who is asked to, as the API answers it. */

export type People = { readonly people: readonly Representative[]; readonly invitations: readonly Invitation[] };

/** What a person is called: by their name, or by their mailbox until they have said one. */
export function calledAs({ name, email }: Pick<Representative, "name" | "email">): string {
  return name || email;
}

/** Which invitation one is: who is asked again gets another one. */
export function invitationId({ personKey, createdAt }: Pick<Invitation, "personKey" | "createdAt">): string {
  return `${personKey} ${createdAt}`;
}

/**
 * The people in the order in which they are shown, owners first, then from A to Z; and the invitations that stand. The index
 * that these come from may not have heard yet of what was accepted or taken back.
 * @param takenBack ids of invitations that were taken back here
 */
export function shownOf({ people, invitations }: People, takenBack: ReadonlySet<string>): People {
  const acting = new Set(people.map(({ personKey }) => personKey));
  return {
    people: people.toSorted((a, b) => rank(a) - rank(b) || calledAs(a).localeCompare(calledAs(b))),
    invitations: invitations
      .filter((one) => !acting.has(one.personKey) && !takenBack.has(invitationId(one)))
      .toSorted((a, b) => a.email.localeCompare(b.email)),
  };
}

/** Whether a mailbox is among those that are asked. */
export function isAsked({ invitations }: Pick<People, "invitations">, email: string): boolean {
  return invitations.some((one) => one.email.toLowerCase() === email.toLowerCase());
}

function rank({ role }: Representative): number {
  return role === "owner" ? 0 : 1;
}
