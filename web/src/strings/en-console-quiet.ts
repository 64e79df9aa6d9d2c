/* What staff read of members nothing is heard of, and of guests who might become members. */

const times = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

export const quietView = {
  title: "Quiet members",
  lead: "Members nothing is heard of, and guests who may join.",
  tabs: { members: "Quiet members", guests: "Guests" },
  tabsLabel: "What is shown",
  filters: "Filters",
  any: "Any",
  since: (day: string) => `Events since ${day} were looked at.`,
  noEvents: "No event is over yet, so nobody could have come to one.",
  showMore: "Show more",
  more: "There are more than can be shown at once.",
} as const;

export const quietMembers = {
  search: "Name or contact",
  reason: "Why",
  reasons: {
    absent: "Came to nothing in the first year",
    unconfirmed: "Listing not confirmed for long",
    unclaimed: "Nobody has ever signed in",
  },
  missed: (count: number, joined: string) => `joined ${joined}, missed ${count === 1 ? "1 event" : `${count} events`}`,
  confirmed: (listing: string, day: string | null) =>
    day ? `“${listing}” was confirmed on ${day}` : `“${listing}” was never confirmed`,
  unclaimed: "nobody has signed in for it yet",
  contact: "Contact",
  nothing: "Nobody is quiet: all members come, sign in and keep their listings right.",
  next: "Next step",
  nextFor: (name: string) => `Next step for ${name}`,
  suggest: {
    absent: (name: string) => `Invite ${name} to the next mixer`,
    unconfirmed: (name: string) => `Ask ${name} whether the listing is still right`,
    unclaimed: (name: string) => `Help ${name} to sign in`,
  },
} as const;

export const nextStep = {
  what: "What is to be done",
  when: "By",
  task: "Make it a task",
  note: "Only note it",
  made: (title: string) => `A task is made: ${title}`,
  noted: "The note is written.",
} as const;

export const guestPath = {
  search: "Name, company or e-mail",
  visits: "Visits",
  stages: { "1": "Came once", "2": "Came twice", "3": "Came three times or more" },
  came: (count: number) => `Came ${times(count)}`,
  last: (title: string, day: string) => `last to ${title}, ${day}`,
  nothing: "No guests yet. Whoever comes to an event and belongs to no member shows up here.",
  invite: "Invite to join",
  inviteOf: (name: string) => `Invite ${name} to join`,
  invited: (name: string) => `${name} is asked by mail whether they would like to join.`,
  asked: (day: string) => `asked on ${day}`,
  again: "can be asked again after 90 days",
  unsubscribed: "wants no mail from the chamber",
  leftAlone: "is not to be asked",
  leave: "Do not ask",
  leaveOf: (name: string) => `Do not ask ${name} to join`,
  left: (name: string) => `${name} will not be asked to join.`,
  askAgain: "May be asked",
  askAgainOf: (name: string) => `${name} may be asked to join`,
  mayAsk: (name: string) => `${name} may be asked again.`,
  suggest: (name: string, company: string) => `Ring ${company ? `${name} (${company})` : name} about joining`,
  next: "Task",
  nextFor: (name: string) => `Make a task about ${name}`,
} as const;
