import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { base } from "../../account/dom.ts";
import { listingStates } from "../../strings/en-console-listings.ts";
import { memberListings as words } from "../../strings/en-console-members.ts";
import { useAddress } from "../address.ts";
import { send } from "../ask.ts";
import { AskedForm } from "../asked-form.tsx";
import { FormPanel } from "../form-panel.tsx";
import { useListings } from "../rows.ts";
import { complain, say } from "../toasts.tsx";
import type { MemberHistory } from "./member-data.ts";
import { PinProposal } from "./pin-proposal.tsx";

type Listing = { readonly id: string; readonly name: string; readonly status: string; readonly version: number };

/** The listings of a member: what the public sees of it. */
export function MemberListings({ history }: { readonly history: MemberHistory }): ReactNode {
  const client = useQueryClient();
  const { params } = useAddress();
  const { member, listings, changes } = history;
  const rows = useListings().data;
  const isUnpinned = (id: string): boolean => rows?.find((row) => row.id === id)?.pin === "none";
  const waiting = new Set(changes.map(({ listingId }) => listingId));

  async function refresh(): Promise<void> {
    await Promise.all([
      client.invalidateQueries({ queryKey: ["member", member.id] }),
      client.invalidateQueries({ queryKey: ["listings"] }),
    ]);
  }

  async function show(listing: Listing, status: "published" | "hidden"): Promise<void> {
    try {
      const { id, name, version } = listing;
      const next = await send<Listing>("PATCH", `listings/${id}`, { body: { status }, version });
      await refresh();
      const before = status === "published" ? "hidden" : "published";
      say(status === "published" ? words.shown(name) : words.hidden(name), () => show(next, before));
    } catch (error) {
      complain(error);
      await refresh();
    }
  }

  async function add(typed: FormData): Promise<void> {
    const body = { memberId: member.id, name: String(typed.get("name")).trim(), status: "hidden" };
    const { id } = await send<Listing>("POST", "listings", { body });
    location.assign(editorOf(id));
  }

  return (
    <FormPanel
      title={words.title}
      press={words.add}
      form={(close) => (
        <AskedForm press={words.make} send={add} onClose={close}>
          <label className="field wide">
            <span>{words.name}</span>
            <input name="name" required maxLength={120} defaultValue={member.name} />
          </label>
        </AskedForm>
      )}
    >
      {listings.length === 0 && <p className="note">{words.none}</p>}
      <ul className="account-rows">
        {listings.map((listing) => {
          const { id, slug, name, status } = listing;
          const isGone = status === "removed" || status === "merged";
          return (
            <li key={id} className={params.get("listing") === id ? "account-row asked-for" : "account-row"}>
              <span>
                <strong>{name}</strong> <span className={`state ${status}`}>{listingStates[status]}</span>
                {!isGone && isUnpinned(id) && <PinProposal id={id} name={name} />}
                {waiting.has(id) && <span className="account-badge account-waits">{words.waits}</span>}
              </span>
              <span className="account-buttons">
                {status === "published" && <a href={`${base()}members/${slug}/`}>{words.look}</a>}
                {!isGone && (
                  <a className="button quiet small" href={editorOf(id)} aria-label={words.editOf(name)}>
                    {words.edit}
                  </a>
                )}
                {status !== "merged" && (
                  <button
                    className="button quiet small"
                    type="button"
                    onClick={() => void show(listing, status === "published" ? "hidden" : "published")}
                  >
                    {status === "published" ? words.hide : words.show}
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </FormPanel>
  );
}

function editorOf(id: string): string {
  return `${base()}account/listings/?id=${id}`;
}
