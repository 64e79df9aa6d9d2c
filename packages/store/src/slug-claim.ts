import { ChamberError } from "@mainstreet/core/error";
import { slugKey } from "./keys.ts";
import { type Action, Refused } from "./table.ts";

type Of = "listing" | "category" | "event";
type Slugged = { readonly id: string; readonly slug: string; readonly formerSlugs: readonly string[] };

const MOST_TRIES = 500;
const MOST_FORMER = 50;

/** The step that takes a slug for an entity for good: nobody else has or ever had it. */
export function claim(of: Of, slug: string, id: string): Action {
  return {
    put: { ...slugKey(of, slug), kind: "slug", target: id },
    when: { expression: "attribute_not_exists(pk) OR target = :target", values: { ":target": id } },
  };
}

/**
 * Tries the candidates in turn until one is free.
 * @param attempt commits with a slug and its claim as the *first* action
 */
export async function claimSlug<T>(
  of: Of,
  candidates: Iterable<string>,
  id: string,
  attempt: (slug: string, claim: Action) => Promise<T>,
): Promise<T> {
  let tries = 0;
  for (const slug of candidates) {
    try {
      return await attempt(slug, claim(of, slug, id));
    } catch (error) {
      if (!(error instanceof Refused) || !error.failed(0)) throw error;
      if (++tries >= MOST_TRIES) break;
    }
  }
  throw new ChamberError("taken", "No free address could be made from this name. Give it a slug of its own.");
}

/** The change of slugs and the claim that go with an edit; nothing when the slug stays. */
export function moveSlug(
  of: Of,
  current: Slugged,
  slug: string | undefined,
): { slugs: { slug: string; formerSlugs: string[] }; actions: Action[] } {
  const former = current.formerSlugs.filter((s) => s !== slug);
  if (slug === undefined || slug === current.slug) {
    return { slugs: { slug: current.slug, formerSlugs: [...current.formerSlugs] }, actions: [] };
  }
  if (former.length >= MOST_FORMER) {
    throw new ChamberError(
      "in-use",
      `The address has been changed ${MOST_FORMER} times; it stays as it is from now on.`,
    );
  }
  return { slugs: { slug, formerSlugs: [...former, current.slug] }, actions: [claim(of, slug, current.id)] };
}
