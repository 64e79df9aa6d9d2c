import type { Chamber } from "@mainstreet/core/chamber";
import type { Region } from "@mainstreet/core/region";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { base } from "../../account/dom.ts";
import { regionWords as words } from "../../strings/en-console-settings.ts";
import { complain, say } from "../toasts.tsx";
import { CountyPicker } from "./county-picker.tsx";
import { PostalCodePicker } from "./postal-code-picker.tsx";
import { borderOf, bordersIn, type Coordinates, pointsIn, withMore } from "./shape.ts";

type Props = {
  readonly chamber: Chamber;
  readonly save: (body: Readonly<Record<string, unknown>>, version: number) => Promise<Chamber>;
  readonly onSaved: (chamber: Chamber) => void;
};
type Corner = { readonly lat: number; readonly lon: number };
type DrawnMap = {
  show(coordinates: Coordinates, corners: readonly Corner[], isFitted: boolean): void;
  middle(): Corner;
  remove(): void;
};

/** The border of what the chamber serves: of counties, around ZIP codes, from a file, or drawn on the map. */
export function RegionEditor({ chamber, save, onSaved }: Props): ReactNode {
  const [name, setName] = useState(chamber.region?.name ?? "");
  const [border, setBorder] = useState<Coordinates>(chamber.region?.shape.coordinates ?? []);
  const [corners, setCorners] = useState<readonly Corner[] | null>(null);
  const add = useRef<(corner: Corner) => void>(() => undefined);
  add.current = (corner) => corners && setCorners([...corners, corner]);
  const place = useRef<HTMLDivElement>(null);
  const map = useMap(place, add, chamber);

  useEffect(() => map?.show(border, corners ?? [], corners === null), [map, border, corners]);

  async function store(region: Region | null, version: number): Promise<Chamber> {
    const saved = await save({ region }, version);
    onSaved(saved);
    return saved;
  }

  async function submit(region: Region | null): Promise<void> {
    const before = chamber.region;
    try {
      const saved = await store(region, chamber.version);
      say(words.saved, () => store(before, saved.version));
    } catch (error) {
      complain(error);
    }
  }

  async function readFile(file: File): Promise<void> {
    const read: unknown = await file
      .text()
      .then(JSON.parse)
      .catch(() => null);
    const found = bordersIn(read);
    if (found) setBorder(found);
    else complain(new Error(words.notRead));
  }

  function extend(by: string, more: Coordinates): void {
    setBorder(withMore(border, more));
    if (name === "") setName(by);
  }

  const shape = { type: "MultiPolygon" as const, coordinates: border };
  return (
    <section className="account-panel region-editor">
      <h2>{words.title}</h2>
      <p className="note">{words.lead}</p>
      <label className="field">
        <span>{words.name}</span>
        <input value={name} maxLength={80} onChange={({ target }) => setName(target.value)} />
      </label>
      <p className="account-hint">{border.length === 0 ? words.none : words.points(pointsIn(border))}</p>
      <div className="region-map" ref={place} role="application" aria-label={words.map} />
      {corners === null ? (
        <div className="account-buttons">
          <button className="button quiet small" type="button" onClick={() => setCorners([])}>
            {words.draw}
          </button>
        </div>
      ) : (
        <>
          <p role="status">{words.drawing}</p>
          <div className="account-buttons">
            <button
              className="button small"
              type="button"
              disabled={corners.length < 3}
              onClick={() => {
                setBorder(borderOf(corners));
                setCorners(null);
              }}
            >
              {words.finish}
            </button>
            <button
              className="button quiet small"
              type="button"
              disabled={map === null}
              onClick={() => map && add.current(map.middle())}
            >
              {words.addPoint}
            </button>
            <button className="button quiet small" type="button" onClick={() => setCorners(corners.slice(0, -1))}>
              {words.undoPoint}
            </button>
            <button className="button quiet small" type="button" onClick={() => setCorners(null)}>
              {words.cancel}
            </button>
          </div>
        </>
      )}
      <CountyPicker onAdd={extend} />
      <PostalCodePicker onAdd={extend} />
      <label className="field">
        <span>{words.file}</span>
        <input
          type="file"
          accept=".geojson,.json,application/geo+json"
          onChange={({ target }) => target.files?.[0] && void readFile(target.files[0])}
        />
        <span className="account-hint">{words.fileHint}</span>
      </label>
      <div className="account-buttons">
        <button
          className="button small"
          type="button"
          disabled={border.length === 0 || name.trim() === ""}
          onClick={() => void submit({ name: name.trim(), shape })}
        >
          {words.save}
        </button>
        {chamber.region && (
          <button
            className="button quiet small"
            type="button"
            onClick={() => {
              setBorder([]);
              void submit(null);
            }}
          >
            {words.remove}
          </button>
        )}
      </div>
    </section>
  );
}

/** The map, once it is here; without one the border can still be taken from counties or a file. */
function useMap(
  place: { readonly current: HTMLDivElement | null },
  add: { readonly current: (corner: Corner) => void },
  { version, region }: Chamber,
): DrawnMap | null {
  const [map, setMap] = useState<DrawnMap | null>(null);
  // Outline and view are as they were when the view was come to: what is drawn lies over it.
  const first = useRef({ version, border: region?.shape.coordinates ?? [] });
  useEffect(() => {
    let opened: DrawnMap | null = null;
    let isOver = false;
    const container = place.current;
    if (!container) return;
    const { version, border } = first.current;
    const outline = new URL(`${base()}map/region.json?v=${version}`, location.href).href;
    import("../../map/region-map.ts")
      .then(({ RegionMap }) => RegionMap.open({ container, outline, border, onPoint: (at) => add.current(at) }))
      .then((map) => {
        opened = map;
        if (isOver) map.remove();
        else setMap(map);
      })
      .catch(() => container.remove());
    return () => {
      isOver = true;
      opened?.remove();
    };
  }, [place, add]);
  return map;
}
