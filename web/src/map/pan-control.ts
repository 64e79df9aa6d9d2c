import type { IControl, Map as MapLibre } from "maplibre-gl";
import { element } from "../site/element.ts";
import { map as strings } from "../strings/en-screen.ts";

const STEP = 120;

const ARROWS = [
  { arrow: "↑", way: "up", by: [0, -STEP] },
  { arrow: "←", way: "left", by: [-STEP, 0] },
  { arrow: "→", way: "right", by: [STEP, 0] },
  { arrow: "↓", way: "down", by: [0, STEP] },
] as const;

/** Arrows that move the map, for those who cannot drag (WCAG 2.2, success criterion 2.5.7). */
export class PanControl implements IControl {
  readonly #group = element("div", "maplibregl-ctrl maplibregl-ctrl-group map-pan");

  onAdd(map: MapLibre): HTMLElement {
    for (const { arrow, way, by } of ARROWS) {
      const button = element("button", `map-pan-${way}`, arrow);
      button.type = "button";
      button.title = strings.pan[way];
      button.ariaLabel = strings.pan[way];
      button.addEventListener("click", (originalEvent) => map.panBy([by[0], by[1]], {}, { originalEvent }));
      this.#group.append(button);
    }
    return this.#group;
  }

  onRemove(): void {
    this.#group.remove();
  }
}
