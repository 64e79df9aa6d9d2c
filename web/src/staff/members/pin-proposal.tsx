import type { Place } from "@mainstreet/core/geocode";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { pinProposal as words } from "../../strings/en-console-members.ts";
import { get, send } from "../ask.ts";
import { complain, say } from "../toasts.tsx";

type Props = { readonly id: string; readonly name: string };
type Versioned = { readonly version: number };

/** Where the pin of a listing without one may belong: proposed by what is known, and set by whoever looks at it. */
export function PinProposal({ id, name }: Props): ReactNode {
  const client = useQueryClient();
  const [place, setPlace] = useState<Place | null>(null);

  async function propose(): Promise<void> {
    try {
      const { place: found } = await send<{ place: Place | null }>("POST", `staff/listings/${id}/suggested-place`);
      if (found) setPlace(found);
      else complain(new Error(words.unknown));
    } catch (error) {
      complain(error);
    }
  }

  async function set(position: Place["position"] | null): Promise<void> {
    const { version } = await get<Versioned>(`listings/${id}`);
    await send("PATCH", `listings/${id}`, { body: { position }, version });
    await client.invalidateQueries({ queryKey: ["listings"] });
  }

  async function accept({ position }: Place): Promise<void> {
    try {
      await set(position);
      say(words.set(name), () => set(null));
    } catch (error) {
      complain(error);
    }
  }

  if (!place) {
    return (
      <button className="link-button" type="button" aria-label={words.proposeFor(name)} onClick={() => void propose()}>
        {words.propose}
      </button>
    );
  }
  const { lat, lon } = place.position;
  return (
    <span className="account-hint">
      {words.of[place.of]}{" "}
      <a
        href={`https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`}
        target="_blank"
        rel="noopener"
      >
        {words.look}
      </a>{" "}
      <button className="link-button" type="button" onClick={() => void accept(place)}>
        {words.accept}
      </button>
    </span>
  );
}
