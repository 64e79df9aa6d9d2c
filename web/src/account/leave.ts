import type { Problem } from "./api.ts";
import { base } from "./dom.ts";

/** Goes to sign in and comes back here. */
export function goToSignIn(): void {
  location.assign(`${base()}sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`);
}

/** Whether a request failed because nobody is signed in; then the page is left for signing in. */
export function leavesToSignIn({ status }: Problem): boolean {
  if (status === 401) goToSignIn();
  return status === 401;
}
