import * as OutcomeStore from "@mainstreet/store/outcome-store";
import * as SessionStore from "@mainstreet/store/session-store";
import type { Action } from "@mainstreet/store/table";
import type { Context } from "hono";
import { attemptOf } from "../flows/repeatable.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { giveSession, sessionHash, sessionToken } from "./session-cookie.ts";

/** Where a session that begins is to be kept, and what is to be stored with it. */
export type Beginning = {
  /** The hash of its token. */
  readonly hash: string;
  /** The hash of the session that the browser had before; null when it had none. */
  readonly before: string | null;
  readonly remember: Action;
};

/**
 * Begins a session once: the request repeated gives the same session again. Its token is not stored with the outcome but
 * made again from what was noted there, with secrets that nobody has together but us.
 * @param flowToken of the browser
 * @param tokenOf the token of the session that belongs to a note
 * @param act begins it, given what goes with it for a note
 * @throws what `act` throws, unless a twin of this request has begun the session meanwhile
 */
export async function sessionOnce(
  c: Context<ApiEnv>,
  { table, now }: Pick<Needs, "table" | "now">,
  flowToken: string,
  tokenOf: (note: string) => string,
  act: (beginning: (note: string) => Beginning) => Promise<SessionStore.Opened>,
): Promise<SessionStore.Opened> {
  const request = attemptOf(c, flowToken);
  const at = now();
  const give = (note: string, opened: SessionStore.Opened) => {
    giveSession(c, tokenOf(note), opened.session, at);
    return opened;
  };
  const again = async () => {
    const done = await OutcomeStore.find(table, request, at);
    const opened = done && (await SessionStore.open(table, sessionHash(tokenOf(done.body)), at));
    if (!opened) return null;
    c.header("Idempotency-Replayed", "true");
    return give(done.body, opened);
  };

  const replayed = await again();
  if (replayed) return replayed;
  const own = sessionToken(c);
  const before = own === null ? null : sessionHash(own);
  let noted = "";
  try {
    const opened = await act((note) => {
      noted = note;
      const remember = OutcomeStore.remember(request, { status: 200, body: note, etag: "" }, at);
      return { hash: sessionHash(tokenOf(note)), before, remember };
    });
    return give(noted, opened);
  } catch (error) {
    // Whatever went wrong: a twin that was faster may have used up what this one came with.
    const twin = await again();
    if (twin) return twin;
    throw error;
  }
}
