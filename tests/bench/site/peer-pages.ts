import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { apiJson } from "../data/api-json.ts";
import type { BenchDirectory } from "../directory-data.ts";
import type { Handler } from "./slow-server.ts";

/** Where the pages of the other kind lie. */
export const PEER_PAGE = "/peer/directory.html";
export const PEER_MARKERS = "/peer/markers.html";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const MAPLIBRE = path.dirname(
  createRequire(path.join(ROOT, "web/package.json")).resolve("maplibre-gl/dist/maplibre-gl.css"),
);
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

const FRAME = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Directory</title><link rel="stylesheet" href="/peer/maplibre-gl.css">
<style>body { font: 16px system-ui; margin: 0 } #map { height: 60vh } li { padding: 8px }</style></head>
<body><h1>Directory</h1><div id="map"></div><ul id="list"></ul><script type="module">
import { Map, Marker, setWorkerUrl } from "/peer/maplibre-gl.mjs";
setWorkerUrl("/peer/maplibre-gl-worker.mjs");
const style = { version: 8, sources: {}, layers: [{ id: "paper", type: "background", paint: { "background-color": "#eee8dc" } }] };
const mark = (map, place) => new Marker().setLngLat([place.lon, place.lat]).addTo(map);
`;

/** As directories are commonly made: the map first, then the listings in full, a list and a marker for each of them. */
const DIRECTORY = `${FRAME}
const map = new Map({ container: "map", style, center: [-84.5, 38], zoom: 8 });
map.on("load", async () => {
  const listings = await (await fetch("/peer/directory.json")).json();
  for (const listing of listings.slice(0, 20)) {
    const item = document.createElement("li");
    item.className = "card";
    item.textContent = listing.name + ", " + listing.address.city;
    document.querySelector("#list").append(item);
  }
  for (const { location } of listings) if (location) mark(map, location);
});
</script></body></html>`;

/** A map that has a DOM element for each place, as large as the address asks. */
const MARKERS = `${FRAME}
const asked = new URLSearchParams(location.search);
document.querySelector("#map").style.cssText = "width:" + asked.get("width") + "px;height:" + asked.get("height") + "px";
const listings = await (await fetch("/peer/directory.json")).json();
const places = listings.map(({ location }) => location).filter(Boolean);
const [lons, lats] = [places.map(({ lon }) => lon), places.map(({ lat }) => lat)];
const bounds = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
const map = new Map({ container: "map", style, bounds });
map.on("load", () => {
  for (const place of places) mark(map, place);
  requestAnimationFrame(() => requestAnimationFrame(() => document.body.dataset.ready = "yes"));
});
</script></body></html>`;

/** Serves pages of the kind that ours are compared with, made of the same listings and the same MapLibre. */
export function peerPages(directory: BenchDirectory): Handler {
  const bodies = new Map<string, Promise<Uint8Array>>();
  const made = (file: string): Promise<Uint8Array> => {
    if (file === "directory.html") return Promise.resolve(Buffer.from(DIRECTORY));
    if (file === "markers.html") return Promise.resolve(Buffer.from(MARKERS));
    if (file === "directory.json") return Promise.resolve(Buffer.from(apiJson(directory)));
    return readFile(path.join(MAPLIBRE, path.basename(file)));
  };
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith("/peer/")) return null;
    const file = pathname.slice("/peer/".length);
    const body = await (bodies.get(file) ?? made(file).then(compressed));
    bodies.set(file, Promise.resolve(body));
    return new Response(new Uint8Array(body), {
      headers: { "Content-Type": TYPES[path.extname(file)] ?? "text/plain", "Content-Encoding": "br" },
    });
  };
}

function compressed(bytes: Uint8Array): Uint8Array {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}
