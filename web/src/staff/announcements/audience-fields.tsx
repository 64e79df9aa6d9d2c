import type { Audience } from "@mainstreet/core/mailing";
import { type ReactNode, useMemo } from "react";
import { announcementEditor as words } from "../../strings/en-console-announcements.ts";
import { useChamber, useListings } from "../rows.ts";
import { optionsOf } from "../table/options.ts";

type Props = { readonly audience: Audience; readonly onChange: (audience: Audience) => void };
type Option = { readonly id: string; readonly name: string };

const STANDINGS = ["current", "due", "grace", "lapsed", "never"] as const satisfies Audience["states"];

/** Whom an announcement is meant for. */
export function AudienceFields({ audience, onChange }: Props): ReactNode {
  const { data: chamber } = useChamber();
  const { data: listings } = useListings();
  const towns = useMemo(
    () =>
      optionsOf((listings ?? []).filter(({ status, town }) => status !== "removed" && town !== "").map((l) => l.town)),
    [listings],
  );
  const { states, levels, whom } = audience;
  // What was chosen stays to be seen, though no level or listing is called so any more.
  const known = (options: readonly Option[], chosen: readonly string[]): readonly Option[] => [
    ...options,
    ...chosen.filter((id) => options.every((option) => option.id !== id)).map((id) => ({ id, name: id })),
  ];
  return (
    <fieldset className="account-panel audience">
      <legend>{words.who}</legend>
      <fieldset>
        <legend>{words.whomLabel}</legend>
        {(["owners", "everybody", "contacts"] as const).map((each) => (
          <label key={each} className="check">
            <input
              type="radio"
              name="whom"
              checked={whom === each}
              onChange={() => onChange({ ...audience, whom: each })}
            />
            {words.whom[each]}
          </label>
        ))}
        <p className="account-hint">{words.whomHint}</p>
      </fieldset>
      <Ticks
        label={words.standing}
        options={STANDINGS.map((id) => ({ id, name: words.standings[id] }))}
        chosen={states}
        onChange={(next) => onChange({ ...audience, states: STANDINGS.filter((state) => next.includes(state)) })}
      />
      <Ticks
        label={words.level}
        options={known(chamber?.levels ?? [], levels)}
        chosen={levels}
        onChange={(next) => onChange({ ...audience, levels: [...next] })}
      />
      <Ticks
        label={words.town}
        options={known(towns, audience.towns)}
        chosen={audience.towns}
        onChange={(next) => onChange({ ...audience, towns: [...next] })}
      />
      <p className="account-hint">{words.everyone}</p>
    </fieldset>
  );
}

type TicksProps = {
  readonly label: string;
  readonly options: readonly (Option & { readonly count?: number })[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
};

function Ticks({ label, options, chosen, onChange }: TicksProps): ReactNode {
  return (
    <fieldset>
      <legend>{label}</legend>
      <div className="ticks">
        {options.map(({ id, name, count }) => (
          <label key={id} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
              }
            />
            {name}
            {count !== undefined && <span className="note">{count}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
