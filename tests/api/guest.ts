import type { EventDraft } from "@mainstreet/core/event";
import * as EventStore from "@mainstreet/store/event-store";
import { by } from "../emulator/table.ts";
import type { Answer, Ask, Site } from "./site.ts";
import { eventDraft, SLUG } from "./town.ts";

/** A party of so many people, as people send it. */
export function partyOf(name: string, size = 1) {
  return {
    registrant: { name, company: "" },
    guests: Array.from({ length: size - 1 }, (_, i) => ({ name: `${name}'s friend ${i + 1}`, company: "" })),
    note: "",
    lookingFor: "",
    visibility: "attendees",
  };
}

/** Plans a mixer at the usual address. */
export async function plan(site: Site, draft: Partial<EventDraft> = {}): Promise<string> {
  return (await EventStore.create(site.table, by(), { ...eventDraft(), ...draft })).id;
}

/** Opens the registration page in a new browser. */
export async function guest(site: Site, email: string, slug = SLUG) {
  const opened = await site.ask("GET", `/api/mixers/${slug}/register`, { as: "public" });
  const cookie = opened.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  const send = (path: string, ask: Ask = {}): Promise<Answer> =>
    site.ask("POST", `/api/mixers/${slug}/${path}`, {
      as: "public",
      ...ask,
      headers: { Cookie: cookie, ...ask.headers },
    });
  const code = async () => {
    const mails = (await site.mails()).filter(({ to, subject }) => to === email && /^\d{6} /.test(subject));
    return mails.at(-1)?.subject.slice(0, 6) ?? "";
  };
  const register = (size = 1, ask: Ask = {}) =>
    send("register", { body: { email, party: partyOf(email, size) }, ...ask });
  const prove = async (ask: Ask = {}) => send("register/code", { body: { code: await code() }, ...ask });
  return {
    email,
    cookie,
    send,
    code,
    /** Asks for a code to register a party. */
    register,
    /** Asks for a code to see how one stands. */
    look: () => send("register", { body: { email } }),
    /** Types the last code in. */
    prove,
    /** All of it: what the person stands at in the end. */
    async come(size = 1) {
      await register(size);
      return (await prove()).json;
    },
    status: (headers: Record<string, string> = {}) =>
      site.ask("GET", `/api/mixers/${slug}/registration`, { as: "public", headers: { Cookie: cookie, ...headers } }),
  };
}
