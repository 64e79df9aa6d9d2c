import type { ReactNode } from "react";
import { importColumns as words } from "../../strings/en-console-import.ts";
import { ask } from "../address.ts";
import { Heading } from "../view-heading.tsx";
import { ColumnTable } from "./column-table.tsx";
import { Defaults } from "./defaults.tsx";
import type { ImportFile } from "./imports.ts";
import { type Mapping, paramsOf, troubleOf } from "./mapping.ts";

type Props = { readonly file: ImportFile; readonly mapping: Mapping };

/** What the file is, and what its columns become. */
export function ColumnsStep({ file, mapping }: Props): ReactNode {
  const { name, rows, headers, encoding, delimiter, from, readyMade } = file;
  const trouble = troubleOf(mapping, file);
  const choose = (chosen: Mapping): void => ask(paramsOf(chosen, headers));
  return (
    <>
      <Heading title={words.title} lead={words.lead(name, rows, headers.length)}>
        <button
          className="button"
          type="button"
          disabled={trouble !== null}
          onClick={() => ask({ step: "look", ...paramsOf(mapping, headers) }, true)}
        >
          {words.next}
        </button>
      </Heading>
      <section className="account-panel import-found" aria-label={words.found}>
        <p>
          {words.read(encoding ?? "", delimiter ?? ",")} {words.from[from]}
        </p>
        {readyMade.length > 0 && (
          <p className="account-buttons">
            <span>{words.readyMade}</span>
            {readyMade.map((ready) => (
              <button
                key={ready.id}
                className="button quiet small"
                type="button"
                onClick={() =>
                  choose({ ...ready.mapping, defaults: { ...mapping.defaults, ...ready.mapping.defaults } })
                }
              >
                {ready.title}
              </button>
            ))}
          </p>
        )}
      </section>
      <p className="account-problem import-alert" role="alert">
        {trouble}
      </p>
      <ColumnTable file={file} mapping={mapping} onChoose={choose} />
      <Defaults mapping={mapping} onChoose={choose} />
    </>
  );
}
