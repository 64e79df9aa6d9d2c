import type { SourceSpecification, StyleSpecification } from "maplibre-gl";

/**
 * A style from another address, with every address in it made whole: MapLibre takes what is relative from the page.
 * Rejects when it cannot be had in time, or is no style.
 */
export async function readStyle(url: string, milliseconds: number): Promise<StyleSpecification> {
  const response = await fetch(url, { signal: AbortSignal.timeout(milliseconds) });
  if (!response.ok) throw new Error(`the style's server answers ${response.status}`);
  const style: StyleSpecification = await response.json();
  if (style.version !== 8 || !Array.isArray(style.layers) || typeof style.sources !== "object") {
    throw new TypeError("this is no style of MapLibre");
  }
  const from = new URL(url, document.baseURI);
  return {
    ...style,
    ...(style.glyphs && { glyphs: whole(style.glyphs, from) }),
    ...(typeof style.sprite === "string" && { sprite: whole(style.sprite, from) }),
    sources: Object.fromEntries(
      Object.entries(style.sources).map(([name, source]) => [name, wholeSource(source, from)]),
    ),
  };
}

function wholeSource(source: SourceSpecification, from: URL): SourceSpecification {
  if ("data" in source && typeof source.data === "string") return { ...source, data: whole(source.data, from) };
  if (!("tiles" in source || "url" in source)) return source;
  return {
    ...source,
    ...("url" in source && source.url && { url: whole(source.url, from) }),
    ...("tiles" in source && source.tiles && { tiles: source.tiles.map((tile) => whole(tile, from)) }),
  };
}

/** A whole address; the braces of what MapLibre fills in ("{z}") stay as they are. */
function whole(address: string, from: URL): string {
  return new URL(address, from).href.replaceAll("%7B", "{").replaceAll("%7D", "}");
}
