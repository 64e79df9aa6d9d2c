import { memo, type ReactNode, useState } from "react";
import { listingActions as words } from "../../strings/en-console-listings.ts";
import { type Apply, BulkBar } from "../bulk-bar.tsx";
import { Choice, type Option } from "../choice.tsx";
import { download } from "../download.ts";
import type { Selection } from "../table/selection.ts";
import type { ListingLine } from "./listing-line.ts";

type Props = {
  readonly lines: readonly ListingLine[];
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly categories: readonly Option[];
};

/** What can be done with many listings at once. */
export const ListingActions = memo(function ListingActions({
  lines,
  selection,
  onSelect,
  categories,
}: Props): ReactNode {
  const chosen = lines.filter(({ id }) => selection.ids.has(id));
  const rows = chosen.map(({ id, name, row: { version } }) => ({ id, name, version }));
  const isShown = chosen.some(({ row }) => row.status === "published");
  return (
    <BulkBar
      of="listings"
      chosen={rows}
      onSelect={onSelect}
      onDownload={() => download("listings", chosen.map(exported))}
    >
      {(apply) => (
        <>
          <Categorise categories={categories} apply={apply} />
          <button
            className="button quiet small"
            type="button"
            onClick={() => apply({ status: isShown ? "hidden" : "published" }, isShown ? words.hide : words.show)}
          >
            {isShown ? words.hide : words.show}
          </button>
          <button className="button quiet small" type="button" onClick={() => apply({ confirm: true }, words.confirm)}>
            {words.confirm}
          </button>
        </>
      )}
    </BulkBar>
  );
});

function Categorise({
  categories,
  apply,
}: {
  readonly categories: readonly Option[];
  readonly apply: Apply;
}): ReactNode {
  const [category, setCategory] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (category) apply({ addCategory: category }, words.addCategory);
      }}
    >
      <Choice label={words.category} value={category} options={categories} none={words.choose} onChoose={setCategory} />
      <button className="button small" type="submit">
        {words.add}
      </button>
      <button
        className="button quiet small"
        type="button"
        onClick={() => category && apply({ removeCategory: category }, words.removeCategory)}
      >
        {words.takeAway}
      </button>
    </form>
  );
}

function exported({ name, member, categories, row }: ListingLine): Record<string, string> {
  const { id, street, town, postalCode, phone, website, status, pin, confirmedOn } = row;
  return {
    id,
    name,
    member,
    categories,
    street,
    town,
    "postal code": postalCode,
    phone,
    website,
    status,
    pin,
    "confirmed on": confirmedOn ?? "",
  };
}
