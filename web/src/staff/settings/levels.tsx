import { type Chamber, ChamberSettings, type Level } from "@mainstreet/core/chamber";
import { MOST_PHOTOS } from "@mainstreet/core/picture";
import { type ReactNode, useState } from "react";
import { levelsWords as words } from "../../strings/en-console-settings.ts";
import { complain, say } from "../toasts.tsx";

type Props = {
  readonly chamber: Chamber;
  readonly save: (body: Readonly<Record<string, unknown>>, version: number) => Promise<Chamber>;
  readonly onSaved: (chamber: Chamber) => void;
};

const { levels: Rules } = ChamberSettings.shape;

/** The levels of membership and what each includes. */
export function Levels({ chamber, save, onSaved }: Props): ReactNode {
  const [levels, setLevels] = useState<readonly Level[]>(chamber.levels);
  const [wrong, setWrong] = useState("");
  const change = (at: number, changed: Partial<Level>): void =>
    setLevels(levels.map((level, i) => (i === at ? { ...level, ...changed } : level)));

  async function store(next: readonly Level[], version: number): Promise<Chamber> {
    const saved = await save({ levels: next }, version);
    onSaved(saved);
    setLevels(saved.levels);
    return saved;
  }

  async function submit(): Promise<void> {
    const { error } = Rules.safeParse(levels);
    const issue = error?.issues[0];
    setWrong(issue ? words.wrong(levels[Number(issue.path[0])]?.name ?? "", issue.message) : "");
    if (issue) return;
    const before = chamber.levels;
    try {
      const saved = await store(levels, chamber.version);
      say(words.saved, () => store(before, saved.version));
    } catch (error) {
      complain(error);
    }
  }

  function add(): void {
    const taken = new Set(levels.map(({ id }) => id));
    let number = levels.length + 1;
    while (taken.has(`level-${number}`)) number++;
    const rank = Math.min(7, Math.max(0, ...levels.map((level) => level.rank)) + 1);
    setLevels([
      ...levels,
      { id: `level-${number}`, name: "", rank, featured: false, photos: MOST_PHOTOS, deals: true },
    ]);
  }

  return (
    <section className="account-panel">
      <h2>{words.title}</h2>
      <p className="note">{words.lead}</p>
      {levels.map((level, at) => (
        <fieldset key={level.id} className="level">
          <legend>{level.name || words.unnamed}</legend>
          <label className="field">
            <span>{words.name}</span>
            <input value={level.name} maxLength={40} onChange={({ target }) => change(at, { name: target.value })} />
          </label>
          <label className="field">
            <span>{words.rank}</span>
            <input
              type="number"
              min={0}
              max={7}
              value={level.rank}
              onChange={({ target }) => change(at, { rank: Number(target.value) })}
            />
          </label>
          <label className="field">
            <span>{words.photos}</span>
            <input
              type="number"
              min={0}
              max={MOST_PHOTOS}
              value={level.photos}
              onChange={({ target }) => change(at, { photos: Number(target.value) })}
            />
          </label>
          <div className="level-choices">
            <label className="check">
              <input
                type="checkbox"
                checked={level.featured}
                onChange={({ target }) => change(at, { featured: target.checked })}
              />
              {words.featured}
            </label>
            <label className="check">
              <input
                type="checkbox"
                checked={level.deals}
                onChange={({ target }) => change(at, { deals: target.checked })}
              />
              {words.deals}
            </label>
            {levels.length > 1 && (
              <button
                className="link-button"
                type="button"
                onClick={() => setLevels(levels.filter(({ id }) => id !== level.id))}
              >
                {words.remove}
              </button>
            )}
          </div>
        </fieldset>
      ))}
      {wrong && (
        <p className="field-wrong" role="alert">
          {wrong}
        </p>
      )}
      <div className="account-buttons">
        <button
          className="button small"
          type="button"
          disabled={levels === chamber.levels}
          onClick={() => void submit()}
        >
          {words.save}
        </button>
        <button className="button quiet small" type="button" disabled={levels.length >= 8} onClick={add}>
          {words.add}
        </button>
      </div>
    </section>
  );
}
