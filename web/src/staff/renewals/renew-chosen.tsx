import type { FormEvent, ReactNode } from "react";
import { renewChosen as words } from "../../strings/en-console-renewals.ts";
import { type Apply, BulkBar } from "../bulk-bar.tsx";
import { download } from "../download.ts";
import type { Selection } from "../table/selection.ts";
import type { Renewal } from "./renewals.ts";

type Props = {
  readonly renewals: readonly Renewal[];
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
};

/** Renews all that are chosen until one day. */
export function RenewChosen({ renewals, selection, onSelect }: Props): ReactNode {
  const chosen = renewals.filter(({ id }) => selection.ids.has(id));
  return (
    <BulkBar
      of="members"
      chosen={chosen.map(({ id, name, version }) => ({ id, name, version }))}
      onSelect={onSelect}
      onDownload={() => download("renewals", chosen.map(exported))}
    >
      {(apply) => <RenewUntil apply={apply} />}
    </BulkBar>
  );
}

function RenewUntil({ apply }: { readonly apply: Apply }): ReactNode {
  function renew(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    apply({ until: String(new FormData(event.currentTarget).get("until")) }, words.title);
  }
  return (
    <form onSubmit={renew}>
      <label className="field">
        <span>{words.until}</span>
        <input type="date" name="until" required />
      </label>
      <button className="button small" type="submit">
        {words.renew}
      </button>
    </form>
  );
}

function exported({ name, contactName, contactEmail, standing, reminded }: Renewal): Record<string, string> {
  return {
    name,
    contact: contactName,
    email: contactEmail,
    standing: standing.state,
    "last day": standing.endsOn ?? "",
    reminded: reminded?.on ?? "",
  };
}
