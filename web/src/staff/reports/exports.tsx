import type { ReactNode } from "react";
import { reportsView as words } from "../../strings/en-console-reports.ts";
import { download, downloadJson } from "../download.ts";
import type { ListingRow, MemberRow } from "../rows.ts";

type Props = {
  readonly members: readonly MemberRow[];
  readonly listings: readonly ListingRow[];
  readonly withMark: boolean;
  readonly onMark: (withMark: boolean) => void;
};

/** All rows as files, for a spreadsheet or another program. */
export function Exports({ members, listings, withMark, onMark }: Props): ReactNode {
  const sets = [
    { name: "members", title: words.members, rows: members, flat: members.map(flatMember) },
    { name: "listings", title: words.listings, rows: listings, flat: listings.map(flatListing) },
  ] as const;
  return (
    <section className="account-panel" aria-labelledby="exports">
      <h2 id="exports">{words.exports}</h2>
      <ul className="account-rows">
        {sets.map(({ name, title, rows, flat }) => (
          <li key={name} className="account-row">
            <span>
              {title} <span className="account-hint">{words.rows(rows.length)}</span>
            </span>
            <span className="account-buttons">
              <button
                className="button quiet small"
                type="button"
                aria-label={words.csvOf(title)}
                onClick={() => download(name, flat, { mark: withMark })}
              >
                CSV
              </button>
              <button
                className="button quiet small"
                type="button"
                aria-label={words.jsonOf(title)}
                onClick={() => downloadJson(name, rows)}
              >
                JSON
              </button>
            </span>
          </li>
        ))}
      </ul>
      <label className="export-mark">
        <input type="checkbox" checked={withMark} onChange={({ target }) => onMark(target.checked)} /> {words.mark}
      </label>
      <p className="account-hint">{words.guarded}</p>
    </section>
  );
}

function flatMember(row: MemberRow): Record<string, string> {
  const { id, name, status, contactName, contactEmail, externalId, memberships, createdAt } = row;
  const last = [...memberships].sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
  return {
    id,
    "id in other systems": externalId ?? "",
    name,
    status,
    contact: contactName,
    email: contactEmail,
    level: last?.level ?? "",
    from: last?.from ?? "",
    until: last?.until ?? "",
    made: createdAt.slice(0, 10),
  };
}

function flatListing(row: ListingRow): Record<string, string> {
  const { id, memberId, name, slug, status, street, town, postalCode, phone, website, tags, pin, confirmedOn } = row;
  return {
    id,
    "member id": memberId,
    name,
    address: slug,
    status,
    street,
    town,
    "postal code": postalCode,
    phone,
    website,
    tags: tags.join("; "),
    pin,
    "confirmed on": confirmedOn ?? "",
  };
}
