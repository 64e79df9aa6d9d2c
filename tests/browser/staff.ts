import { randomUUID } from "node:crypto";
import type { APIRequestContext, BrowserContext } from "@playwright/test";
import { ORIGIN } from "./origin.ts";

/** The token of the session that serve.ts has begun for one of the demo's staff, so that tests may write as them. */
export const STAFF_TOKEN = "staff-of-the-browser-tests-and-of-no-others";
/** For so long the session may come after the server, in milliseconds. */
const LATE_MS = 10_000;

/** Shows a browser as one of the staff. */
export function beStaff(context: BrowserContext): Promise<void> {
  const cookie = { name: "__Host-session", value: STAFF_TOKEN, domain: "localhost", path: "/" };
  return context.addCookies([{ ...cookie, secure: true, httpOnly: true, sameSite: "Lax" }]);
}

/** As much of a listing as the tests use. */
export type Listing = {
  readonly id: string;
  readonly memberId: string;
  readonly slug: string;
  readonly version: number;
  readonly hours: string;
};
type Made = { readonly id: string };

/** The chamber's staff, who write through the API. */
export class Staff {
  readonly #request: APIRequestContext;

  constructor(request: APIRequestContext) {
    this.#request = request;
  }

  async listing(slug: string): Promise<Listing> {
    let from = "";
    do {
      const page: { listings: Listing[]; cursor: string | null } = await this.ask(
        "GET",
        `/api/staff/listings?limit=100${from}`,
      );
      const found = page.listings.find((listing) => listing.slug === slug);
      if (found) return found;
      from = page.cursor === null ? "" : `&cursor=${encodeURIComponent(page.cursor)}`;
    } while (from !== "");
    throw new Error(`No listing has the slug ${slug}.`);
  }

  change({ id, version }: Listing, change: object): Promise<Listing> {
    return this.ask("PATCH", `/api/listings/${id}`, change, version);
  }

  remove({ id, version }: Listing): Promise<Listing> {
    return this.ask("DELETE", `/api/listings/${id}`, undefined, version);
  }

  /** Makes a member with one listing; whoever reads the contact's mailbox will act for it. */
  async join(name: string, listing: object, contactEmail = ""): Promise<Listing> {
    const member: Made = await this.ask("POST", "/api/members", { name, contactEmail });
    return this.ask("POST", "/api/listings", { memberId: member.id, name, ...listing });
  }

  /** Plans an event. */
  plan(event: object): Promise<{ readonly slug: string }> {
    return this.ask("POST", "/api/staff/events", event);
  }

  /** Asks the API as one of the staff. @throws where it is refused */
  async ask(method: string, path: string, data?: object, version?: number): Promise<ReturnType<typeof JSON.parse>> {
    const headers: Record<string, string> = { Cookie: `__Host-session=${STAFF_TOKEN}`, Origin: ORIGIN };
    if (method !== "GET") headers["Idempotency-Key"] = randomUUID();
    if (version !== undefined) headers["If-Match"] = `"v${version}"`;
    // The server may close a connection that has rested just as it is asked again: the key keeps that from counting twice.
    const ask = () => this.#request.fetch(path, { method, headers, maxRetries: 1, ...(data && { data }) });
    let answer = await ask();
    for (const until = Date.now() + LATE_MS; answer.status() === 401 && Date.now() < until; ) answer = await ask();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  }
}
