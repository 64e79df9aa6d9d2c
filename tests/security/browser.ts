import type { Answer, Ask, Site } from "../api/site.ts";

const FLOW = "__Host-flow";
const SESSION = "__Host-session";

/** A browser that keeps the cookies it is given, and nothing else. */
export type Browser = {
  send(method: string, path: string, ask?: Ask): Promise<Answer>;
  /** Asks for a code to sign in. */
  ask(email: string, ask?: Ask): Promise<Answer>;
  /** Types a code in. */
  type(code: string, ask?: Ask): Promise<Answer>;
  /** The cookies it holds now, by name. */
  readonly cookies: ReadonlyMap<string, string>;
};

/** Opens a browser without any cookie. */
export function openBrowser(site: Pick<Site, "ask">): Browser {
  const cookies = new Map<string, string>();
  const send: Browser["send"] = async (method, path, ask = {}) => {
    const held = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(held && { Cookie: held }), ...ask.headers };
    const answer = await site.ask(method, path, { ...ask, as: "public", headers });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const [name = "", value = ""] = pair.split("=");
      if (attributes.includes("Max-Age=0")) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  return {
    send,
    ask: (email, ask = {}) => send("POST", "/api/sign-in", { body: { email }, ...ask }),
    type: (code, ask = {}) => send("POST", "/api/sign-in/code", { body: { code }, ...ask }),
    cookies,
  };
}

/** The last code that was mailed to an address. */
export async function codeFor(site: Pick<Site, "mails">, email: string): Promise<string> {
  const mails = (await site.mails()).filter(({ to, subject }) => to === email && /^\d{6} /.test(subject));
  return mails.at(-1)?.subject.slice(0, 6) ?? "";
}

/** A code that is not the given one. */
export function wrongCode(right: string, n = 0): string {
  return String((Number(right) + 1 + n) % 1_000_000).padStart(6, "0");
}

/** A browser that has signed in, with a code from the outbox. */
export async function signIn(site: Site, email: string, browser: Browser = openBrowser(site)): Promise<Browser> {
  await browser.ask(email);
  const answer = await browser.type(await codeFor(site, email));
  if (answer.status !== 200) throw new Error(`${email} could not sign in: ${answer.text}`);
  return browser;
}

/** The cookie header of a browser's session alone, as somebody would send it who has stolen it. */
export function sessionOf({ cookies }: Browser): { readonly Cookie: string } {
  return { Cookie: `${SESSION}=${cookies.get(SESSION)}` };
}

/** The cookie header of what a browser has begun. */
export function flowOf({ cookies }: Browser): { readonly Cookie: string } {
  return { Cookie: `${FLOW}=${cookies.get(FLOW)}` };
}
