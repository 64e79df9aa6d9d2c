import { type FormEvent, memo, type ReactNode, useState } from "react";
import { memberActions as words } from "../../strings/en-console-members.ts";
import { type Apply, BulkBar } from "../bulk-bar.tsx";
import { Choice, type Option } from "../choice.tsx";
import { download } from "../download.ts";
import type { Selection } from "../table/selection.ts";
import type { MemberLine } from "./member-line.ts";

type Props = {
  readonly lines: readonly MemberLine[];
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly levels: readonly Option[];
};

/** What can be done with many members at once. */
export const MemberActions = memo(function MemberActions({ lines, selection, onSelect, levels }: Props): ReactNode {
  const chosen = lines.filter(({ id }) => selection.ids.has(id));
  const rows = chosen.map(({ id, name, row: { version } }) => ({ id, name, version }));
  const areRemoved = chosen.every(({ state }) => state === "removed");
  return (
    <BulkBar
      of="members"
      chosen={rows}
      onSelect={onSelect}
      onDownload={() => download("members", chosen.map(exported))}
    >
      {(apply) => (
        <>
          <Renew levels={levels} apply={apply} />
          <button
            className="button quiet small"
            type="button"
            onClick={() =>
              apply({ status: areRemoved ? "current" : "removed" }, areRemoved ? words.restore : words.remove)
            }
          >
            {areRemoved ? words.restore : words.remove}
          </button>
        </>
      )}
    </BulkBar>
  );
});

function Renew({ levels, apply }: { readonly levels: readonly Option[]; readonly apply: Apply }): ReactNode {
  const [level, setLevel] = useState("");
  function renew(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const until = String(new FormData(event.currentTarget).get("until"));
    if (until !== "" || level !== "") apply({ ...(level && { level }), ...(until && { until }) }, words.renew);
  }
  return (
    <form onSubmit={renew}>
      <Choice label={words.level} value={level} options={levels} none={words.asItIs} onChoose={setLevel} />
      <label className="field">
        <span>{words.until}</span>
        <input type="date" name="until" />
      </label>
      <button className="button small" type="submit">
        {words.apply}
      </button>
    </form>
  );
}

function exported({ name, level, state, standing, row, towns, joined }: MemberLine): Record<string, string> {
  const { contactName, contactEmail, externalId } = row;
  return {
    id: externalId ?? row.id,
    name,
    level,
    standing: state,
    "paid until": standing.endsOn ?? "",
    since: joined ?? "",
    contact: contactName,
    email: contactEmail,
    towns,
  };
}
