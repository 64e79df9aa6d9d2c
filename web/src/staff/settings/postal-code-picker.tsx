import { outlineOf, type Point } from "@mainstreet/core/outline";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useMemo, useState } from "react";
import { regionWords as words } from "../../strings/en-console-settings.ts";
import { get, sentenceOf } from "../ask.ts";
import { useCounties } from "./county-picker.tsx";
import { type Coordinates, codesIn } from "./shape.ts";

type PostalCode = { readonly code: string; readonly listings: number; readonly hull: readonly Point[] };

/** So many metres around its pins still belong to a ZIP code. */
const AROUND = 3_000;

/** Adds what lies around ZIP codes to a border: an outline of their listings' pins, or the counties that these are in. */
export function PostalCodePicker({
  onAdd,
}: {
  readonly onAdd: (name: string, border: Coordinates) => void;
}): ReactNode {
  const id = useId();
  const [text, setText] = useState("");
  const { data: known = [], error } = useQuery({
    queryKey: ["postal-codes"],
    queryFn: async () => (await get<{ codes: readonly PostalCode[] }>("staff/postal-codes")).codes,
  });
  const { data: counties } = useCounties();
  const asked = codesIn(text);
  const found = known.filter(({ code }) => asked.includes(code));
  const unknown = asked.filter((code) => !found.some((each) => each.code === code));
  const points = found.flatMap(({ hull }) => hull);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same codes have the same points
  const within = useMemo(
    () => (points.length > 0 ? (counties?.at(points) ?? []) : []),
    [counties, found.map(({ code }) => code).join()],
  );

  function add(name: string, border: Coordinates): void {
    onAdd(name, border);
    setText("");
  }

  return (
    <div className="postal-codes">
      <div className="field">
        <label htmlFor={`${id}-codes`}>{words.codes}</label>
        <input
          id={`${id}-codes`}
          value={text}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => setText(target.value)}
        />
        <p className="account-hint" id={`${id}-hint`}>
          {words.codesHint}
        </p>
      </div>
      {error && <p className="account-problem">{sentenceOf(error)}</p>}
      {known.length > 0 && (
        <details>
          <summary>{words.codesKnown(known.length)}</summary>
          <div className="postal-code-choices">
            {known.map(({ code, listings }) => (
              <label key={code} className="check">
                <input
                  type="checkbox"
                  checked={asked.includes(code)}
                  onChange={({ target }) =>
                    setText((target.checked ? [...asked, code] : asked.filter((each) => each !== code)).join(", "))
                  }
                />
                {words.codeOf(code, listings)}
              </label>
            ))}
          </div>
        </details>
      )}
      <div role="status">
        {unknown.length > 0 && <p className="account-problem">{words.codesUnknown(unknown.join(", "))}</p>}
        {found.length > 0 && (
          <p className="account-hint" id={`${id}-what`}>
            {words.outlineIs(found.reduce((sum, { listings }) => sum + listings, 0))}
          </p>
        )}
      </div>
      <div className="account-buttons">
        <button
          className="button quiet small"
          type="button"
          aria-describedby={`${id}-what`}
          disabled={found.length === 0}
          onClick={() => {
            const name = words.zip(found.map(({ code }) => code).join(", ")).slice(0, 80);
            add(
              name,
              outlineOf(
                found.map(({ hull }) => hull),
                AROUND,
              ),
            );
          }}
        >
          {words.addOutline}
        </button>
        {within.length > 0 && (
          <button
            className="button quiet small"
            type="button"
            onClick={() =>
              add(
                within
                  .map(({ name }) => name)
                  .join(", ")
                  .slice(0, 80),
                within.flatMap((county) => counties?.borderOf(county.id) ?? []),
              )
            }
          >
            {words.addCountiesOf(within.map(({ name }) => name).join(", "))}
          </button>
        )}
      </div>
    </div>
  );
}
