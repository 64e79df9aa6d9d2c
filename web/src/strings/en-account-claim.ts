/* What people read who say that a listing is theirs. */

export const claimPage = {
  title: "Is this your business?",
  description: "Ask to look after the listing of your business yourself.",
  heading: (name: string) => `Is ${name} your business?`,
  lead: "Then you can keep its hours, words and pin right yourself. The chamber’s staff look at who asks; that may take a day or two.",
  as: (email: string) => `You ask as ${email}. An address of the business’s own domain helps.`,
  noListing: "This address names no listing. Find your business in the directory first.",
  directory: "Open the directory",
  join: "It is not there: become a member",
  message: "How do you belong to it?",
  messageHint: "Such as: I own it; I do its books. Only staff read this.",
  send: "Ask to look after it",
  pending: (day: string) => `You have asked on ${day}. Staff look at it, and you are told by e-mail.`,
  approved: "You look after this listing.",
  refused: (reason: string) => `Staff have said no: ${reason}`,
  again: "If there is more to say, you can ask once more.",
  account: "Your account",
  back: "Back to the page",
} as const;
