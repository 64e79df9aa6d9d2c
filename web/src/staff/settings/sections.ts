import type { Chamber } from "@mainstreet/core/chamber";
import { settingsFields as words } from "../../strings/en-console-settings.ts";
import type { Values } from "../editing.ts";
import { asTyped, type Section } from "./section.ts";

const ZONES = Intl.supportedValuesOf("timeZone").map((id) => ({ id, name: id.replaceAll("_", " ") }));
const UNITS = [
  { id: "mi", name: words.miles },
  { id: "km", name: words.kilometres },
] as const;
const LAPSED = [
  { id: "keep", name: words.keep },
  { id: "hide", name: words.hide },
] as const;

/** The settings whose fields are plain. */
export const SECTIONS: readonly Section[] = [
  {
    id: "about",
    title: words.aboutTitle,
    fields: [
      { name: "name", label: words.name, kind: "line" },
      { name: "tagline", label: words.tagline, kind: "line" },
      { name: "about", label: words.about, kind: "text" },
      { name: "email", label: words.email, kind: "email" },
      { name: "phone", label: words.phone, kind: "line" },
      { name: "address", label: words.address, kind: "line" },
    ],
    valuesOf: ({ name, tagline, about, email, phone, address }) => ({ name, tagline, about, email, phone, address }),
    changeOf: asTyped,
  },
  {
    id: "look",
    title: words.lookTitle,
    fields: [
      { name: "accent", label: words.accent, kind: "color", hint: words.accentHint },
      { name: "mapStyle", label: words.mapStyle, kind: "line", hint: words.mapStyleHint },
    ],
    valuesOf: ({ accent, mapStyle }) => ({ accent, mapStyle }),
    changeOf: asTyped,
  },
  {
    id: "place",
    title: words.placeTitle,
    fields: [
      { name: "zone", label: words.zone, kind: "choice", options: ZONES },
      { name: "language", label: words.language, kind: "line", hint: words.languageHint },
      { name: "country", label: words.country, kind: "line", hint: words.countryHint },
      { name: "units", label: words.units, kind: "choice", options: UNITS },
      { name: "showOutside", label: words.showOutside, kind: "check" },
    ],
    valuesOf: ({ zone, language, country, units, showOutside }) => ({ zone, language, country, units, showOutside }),
    changeOf: asTyped,
  },
  {
    id: "renewal",
    title: words.renewalTitle,
    fields: [
      { name: "remindDays", label: words.remindDays, kind: "line", hint: words.remindHint },
      { name: "graceDays", label: words.graceDays, kind: "number" },
      { name: "lapsed", label: words.lapsed, kind: "choice", options: LAPSED },
      { name: "confirmEveryDays", label: words.confirmEveryDays, kind: "number", hint: words.confirmHint },
    ],
    valuesOf: ({ renewal, confirmEveryDays }) => ({
      remindDays: renewal.remindDays.join(", "),
      graceDays: renewal.graceDays,
      lapsed: renewal.lapsed,
      confirmEveryDays,
    }),
    changeOf: renewalOf,
  },
];

/** Days as they are typed, "30, 7, -7", become numbers; what is no number stays and is refused with a reason. */
function renewalOf(typed: Values, { renewal }: Chamber): Readonly<Record<string, unknown>> {
  const { remindDays, graceDays, lapsed, ...rest } = typed;
  if (remindDays === undefined && graceDays === undefined && lapsed === undefined) return rest;
  const days =
    typeof remindDays === "string"
      ? remindDays
          .split(/[\s,;]+/)
          .filter(Boolean)
          .map(Number)
      : undefined;
  const changed = {
    ...renewal,
    ...(days && { remindDays: days }),
    ...(graceDays !== undefined && { graceDays }),
    ...(lapsed !== undefined && { lapsed }),
  };
  return { ...rest, renewal: changed };
}
