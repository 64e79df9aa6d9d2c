/* What somebody has typed and not saved, kept in the window's own storage until it is. */

const KEY = "mainstreet.draft.";

/** Keeps what is typed of a listing. A browser that keeps nothing leaves only the warning on leaving. */
export function keepDraft(id: string, draft: unknown): void {
  try {
    sessionStorage.setItem(KEY + id, JSON.stringify(draft));
  } catch {
    // A full storage is no reason to stop somebody from typing.
  }
}

/** What was kept, or null. */
export function findDraft<Draft>(id: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY + id) ?? "null");
  } catch {
    return null;
  }
}

export function dropDraft(id: string): void {
  sessionStorage.removeItem(KEY + id);
}
