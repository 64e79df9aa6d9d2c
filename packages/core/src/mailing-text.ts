/** As what somebody gets an announcement: as one who acts for a member, as its contact, or as staff who try it. */
export type GotAs = { readonly as: "person" | "contact"; readonly member: string } | { readonly as: "test" };

/** Why somebody gets an announcement, as the sentence below it. */
export function whyText(got: GotAs, chamber: string): string {
  if (got.as === "test") return `This is a test: you get it because you are staff of ${chamber}, and nobody else does.`;
  const { as, member } = got;
  return as === "contact"
    ? `You get this because you are the contact of “${member}” at ${chamber}.`
    : `You get this because you look after “${member}” at ${chamber}.`;
}

/** The text of an announcement's mail, as it is sent and as staff see it before. @param why the sentence of `whyText` */
export function mailingText(
  text: string,
  { chamber, why, unsubscribeUrl }: { readonly chamber: string; readonly why: string; readonly unsubscribeUrl: string },
): string {
  return [text, "", chamber, "", why, "To get no more announcements, open this page:", unsubscribeUrl, ""].join("\n");
}
