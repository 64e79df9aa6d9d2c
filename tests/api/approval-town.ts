import type { Person } from "@mainstreet/core/person";
import { changeKey, pendingChangeKey } from "@mainstreet/store/directory-keys";
import * as ListingStore from "@mainstreet/store/listing-store";
import { settlePerson, startSession } from "../people.ts";
import { type Ask, type Site, startSite } from "./site.ts";
import { settle, type Town } from "./town.ts";

/** Somebody with a browser in which they are signed in. */
type Somebody = { readonly person: Person; readonly asks: Pick<Ask, "as" | "headers"> };

/** A small town in which two people act for the bakery, and a stranger for the member that went fishing. */
export type Members = {
  readonly site: Site;
  readonly town: Town;
  readonly owner: Somebody;
  readonly editor: Somebody;
  readonly stranger: Somebody;
  /** The path of the bakery's listing. */
  readonly path: string;
  /** The mails about listings so far. */
  news(): ReturnType<Site["mails"]>;
  /** A listing as it stands in the table. */
  stored(id?: string): ReturnType<typeof ListingStore.get>;
};

/** Starts an API on a new table with that town in it. */
export async function startMembers(options: Parameters<typeof startSite>[0] = {}): Promise<Members> {
  const site = await startSite(options);
  const town = await settle(site.table);
  // Nothing of what others have asked for is in the way.
  await site.table.transact([{ remove: pendingChangeKey(town.cafe) }, { remove: changeKey(town.cafe, town.change) }]);
  const old = (await site.mails()).length;
  const somebody = async (email: string, represents: Readonly<Record<string, "owner" | "editor">>) => {
    const person = await settlePerson(site.table, email, { represents });
    const far = Date.now() + 10 * 365 * 24 * 60 * 60 * 1000;
    const { headers } = await startSession(site.table, person, { seenAt: far, expires: far });
    return { person, asks: { as: "public", headers } } as const;
  };
  return {
    site,
    town,
    owner: await somebody("owner@mainstreet.test", { [town.baker]: "owner" }),
    editor: await somebody("editor@mainstreet.test", { [town.baker]: "editor" }),
    stranger: await somebody("stranger@mainstreet.test", { [town.gone]: "owner" }),
    path: `/api/account/listings/${town.bakery}`,
    news: async () => (await site.mails()).slice(old),
    stored: (id = town.bakery) => ListingStore.get(site.table, id),
  };
}
