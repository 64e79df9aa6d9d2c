import { dropDraft, findDraft, keepDraft } from "./draft.ts";

/** What is typed, by field. */
export type Typed = Readonly<Record<string, string>>;

/** What is kept until it is sent, across signing in too. */
export type JoinDraft = {
  readonly typed: Typed;
  /** Whether they have gone to sign in with it. */
  readonly isReady: boolean;
  /** What was sent last, and under which key: the same words are not taken twice. */
  readonly sent: { readonly key: string; readonly body: string } | null;
};

const ID = "join";
export const NOTHING: JoinDraft = { typed: {}, isReady: false, sent: null };

export const findJoin = (): JoinDraft => findDraft<JoinDraft>(ID) ?? NOTHING;
export const keepJoin = (draft: JoinDraft): void => keepDraft(ID, draft);
export const dropJoin = (): void => dropDraft(ID);

/** The body of the request, made of what is typed. A web address may be typed without its beginning. */
export function applicationOf(typed: Typed) {
  const text = (name: string) => (typed[name] ?? "").trim();
  const website = text("website");
  return {
    name: text("name"),
    summary: text("summary"),
    phone: text("phone"),
    website: website === "" || /^https?:\/\//i.test(website) ? website : `https://${website}`,
    address: {
      street: text("street"),
      extra: "",
      town: text("town"),
      state: text("state"),
      postalCode: text("postalCode"),
    },
    contactName: text("contactName"),
    message: text("message"),
  };
}

/** What is wrong with it as far as this can be said here: by the names of its fields. */
export function wrongIn({ name, phone, website }: ReturnType<typeof applicationOf>): readonly WrongField[] {
  const isAddress = URL.canParse(website) && /\.[^.]/.test(new URL(website).hostname);
  return [
    ...(name === "" ? (["name"] as const) : []),
    ...(phone !== "" && !/(\d\D*){3}/.test(phone) ? (["phone"] as const) : []),
    ...(website !== "" && !isAddress ? (["website"] as const) : []),
  ];
}

type WrongField = "name" | "phone" | "website";

/** The key under which a body is sent: the one of last time when it is the same. */
export function sentAs(before: JoinDraft["sent"], body: unknown, newKey: () => string): { key: string; body: string } {
  const text = JSON.stringify(body);
  return before?.body === text ? before : { key: newKey(), body: text };
}
