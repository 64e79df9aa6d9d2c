import type { ReactNode } from "react";
import { importColumns as words } from "../../strings/en-console-import.ts";
import { Choice } from "../choice.tsx";
import { useCategories, useChamber } from "../rows.ts";
import type { Mapping } from "./mapping.ts";

type Props = { readonly mapping: Mapping; readonly onChoose: (mapping: Mapping) => void };

/** What stands for a row whose file says nothing of it. */
export function Defaults({ mapping, onChoose }: Props): ReactNode {
  const { data: categories } = useCategories();
  const { data: chamber } = useChamber();
  const { category = "", town = "", level = "" } = mapping.defaults;
  const set = (name: string, value: string): void =>
    onChoose({ ...mapping, defaults: { ...mapping.defaults, [name]: value } });
  const levels = chamber?.levels ?? [];
  return (
    <section className="account-panel import-defaults" aria-labelledby="import-defaults">
      <h2 id="import-defaults">{words.defaults}</h2>
      <p className="account-hint">{words.defaultsHint}</p>
      <div className="filters">
        <label className="field">
          <span>{words.category}</span>
          <input
            value={category}
            list="import-categories"
            maxLength={200}
            onChange={({ target }) => set("category", target.value)}
          />
        </label>
        <datalist id="import-categories">
          {categories?.map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
        </datalist>
        <label className="field">
          <span>{words.town}</span>
          <input value={town} maxLength={100} onChange={({ target }) => set("town", target.value)} />
        </label>
        <Choice
          label={words.level}
          value={level}
          none={words.firstLevel(levels[0]?.name ?? "")}
          options={levels.map(({ id, name }) => ({ id, name }))}
          onChoose={(id) => set("level", id)}
        />
      </div>
    </section>
  );
}
