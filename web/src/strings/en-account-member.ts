import type { MemberRole } from "@mainstreet/core/actor";

/* What the people of a member read about who acts for it. */

export const memberPage = {
  title: "Who acts for a member",
  description: "Who may change the listings of your business, and who is asked to.",
  heading: (member: string) => `Who acts for ${member}`,
  back: "Your account",
  lead: "Editors change the listings. Owners do so too, and say who acts for the member.",
  readOnly: "You are an editor: you see this list, and an owner changes it.",
  noMember: "You do not act for this member. If you were asked to, accept the invitation on the page of your account.",
  people: "People",
  you: "you",
  roles: { owner: "Owner", editor: "Editor" },
  since: (day: string) => `since ${day}`,
  make: { owner: "Make owner", editor: "Make editor" },
  makeOf: { owner: (who: string) => `Make owner: ${who}`, editor: (who: string) => `Make editor: ${who}` },
  remove: "Remove",
  removeOf: (who: string) => `Remove ${who}`,
  yesRemove: (who: string) => `Yes, remove ${who}`,
  leave: "Leave",
  leaveOf: (member: string) => `Leave ${member}`,
  yesLeave: (member: string) => `Yes, leave ${member}`,
  cancel: "Never mind",
  askRole: {
    owner: (who: string, member: string) =>
      `${who} may then also say who acts for ${member}, you included. They are signed out everywhere and sign in again.`,
    editor: (who: string, member: string) =>
      `${who} goes on changing the listings of ${member}, and no longer says who acts for it. They are signed out everywhere and sign in again.`,
  },
  askOwnRole: (member: string) =>
    `You go on changing the listings of ${member}, and no longer say who acts for it; only another owner can give you that back. You are signed out everywhere and sign in again.`,
  yesRole: { owner: "Make them an owner", editor: "Make them an editor" },
  yesOwnRole: "Make me an editor",
  askRemove: (who: string, member: string) =>
    `${who} can no longer change anything of ${member}, and is signed out everywhere. What they have changed stays. You can invite them again.`,
  askLeave: (member: string) =>
    `You can no longer change anything of ${member}, and are signed out everywhere. What you have changed stays. Only another owner can invite you again.`,
  roleSet: {
    owner: (who: string) => `${who} is an owner now.`,
    editor: (who: string) => `${who} is an editor now.`,
  },
  removed: (who: string, member: string) => `${who} no longer acts for ${member}.`,
  changed: "Somebody else has changed this meanwhile. This is how things stand now.",
  invitations: "Asked, and not answered yet",
  invitedAs: (role: MemberRole, day: string, until: string) => `as ${role}, on ${day}; good until ${until}`,
  takeBack: "Take it back",
  takeBackOf: (email: string) => `Take it back: the invitation of ${email}`,
  takenBack: (email: string) => `The invitation of ${email} is taken back.`,
  invite: "Invite somebody",
  inviteLead: "They get a mail, sign in with that address, and accept.",
  email: "Their e-mail address",
  wrongEmail: "Type in a whole e-mail address, such as name@example.com.",
  role: "They become",
  roleChoices: { editor: "Editor: changes the listings", owner: "Owner: also says who acts for the member" },
  send: "Send the invitation",
  invited: (email: string) => `An invitation to ${email} is on its way.`,
} as const;
