import type { Dice } from "./dice.ts";
import type { Place } from "./place.ts";

/** One thing that is written another way. */
export type Step = (place: Place, dice: Dice) => Place;

const METRES_A_DEGREE = 111_195;

const onName =
  (change: (name: string, dice: Dice) => string): Step =>
  (place, dice) => ({ ...place, name: change(place.name, dice).replace(/\s+/g, " ").trim() || place.name });

const onStreet =
  (change: (street: string, dice: Dice) => string): Step =>
  (place, dice) =>
    place.address.street === ""
      ? place
      : { ...place, address: { ...place.address, street: change(place.address.street, dice).trim() } };

/** One of some words in place of another, where whole words stand. */
function swapped(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((now, [from, to]) => now.replace(new RegExp(`(?<!\\p{L})${from}(?!\\p{L})`, "giu"), to), text);
}

const LONG_STREET = [
  ["STREET", "St."],
  ["ST\\.?$", "Street"],
  ["AVE\\.?$", "Avenue"],
  ["BLVD\\.?", "Boulevard"],
  ["DR\\.?$", "Drive"],
  ["PL\\.?$", "Place"],
  ["0?([1-9])ST", "$1st"],
  ["RINGSTRASSE", "Ringstr."],
] as const;

/** The street's words the other way: long where short, short where long. */
export const streetWords = onStreet((street) =>
  swapped(street.replace(/straße/i, "str."), LONG_STREET).replace(/^0+/, ""),
);

/** A suite, a unit or a floor beside the street, or in the second line. */
export const suite: Step = (place, dice) => {
  const number = 100 + dice(700);
  const written = [`Suite ${number}`, `Ste. ${number}`, `#${number}`, `Unit ${dice(26) + 1}`, `${2 + dice(8)}th Floor`];
  const extra = written[dice(written.length)] ?? "";
  if (dice(2) === 0) return { ...place, address: { ...place.address, extra } };
  return onStreet((street) => `${street}, ${extra}`)(place, dice);
};

/** The pin somewhere else, so many metres away. */
export const pinMoved =
  (from: number, to: number): Step =>
  (place, dice) => {
    if (place.position === null) return place;
    const metres = from + dice(to - from);
    const angle = (dice(360) * Math.PI) / 180;
    const lat = place.position.lat + (Math.cos(angle) * metres) / METRES_A_DEGREE;
    const shrink = Math.cos((place.position.lat * Math.PI) / 180);
    const lon = place.position.lon + (Math.sin(angle) * metres) / (METRES_A_DEGREE * shrink);
    return { ...place, position: { lat, lon } };
  };

export const noPin: Step = (place) => ({ ...place, position: null });
export const noPhone: Step = (place) => ({ ...place, phone: "" });
export const noStreet: Step = (place) => ({ ...place, address: { ...place.address, street: "", extra: "" } });

/** The same number in another dress. */
export const phoneForm: Step = (place, dice) => {
  const digits = place.phone.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");
  if (digits.length !== 10) return { ...place, phone: place.phone.replace(/^\+/, "00").replace(/[ ()-]/g, "") };
  const [area, middle, end] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  const forms = [`(${area}) ${middle}-${end}`, `${area}.${middle}.${end}`, `1-${area}-${middle}-${end}`, digits];
  return { ...place, phone: forms[dice(forms.length)] ?? digits };
};

/** Another number altogether, of the same length. */
export const otherPhone: Step = (place, dice) => ({
  ...place,
  phone: place.phone.replace(/\d{7}\b/, () => String(2_000_000 + dice(7_999_999))),
});

/** A letter too many, too few, another one, or two that changed places, not at the beginning. */
export const typo = onName((name, dice) => {
  const letters = [...name];
  const places = letters.flatMap((letter, n) => (n > 0 && /\p{L}/u.test(letter) ? [n] : []));
  const at = places[dice(places.length)] ?? 0;
  const [here = "", next = ""] = [letters[at], letters[at + 1]];
  const how = dice(4);
  if (how === 0) letters.splice(at, 1);
  else if (how === 1) letters.splice(at, 0, here);
  else if (how === 2) letters.splice(at, 1, "aeiou"[dice(5)] ?? "a");
  else if (/\p{L}/u.test(next)) letters.splice(at, 2, next, here);
  else letters.splice(at, 1);
  return letters.join("");
});

const FORM = /,?\s+(inc|llc|ltd|co|corp|gmbh|keg|ag|company|corporation)\.?$/i;

/** The legal form put behind, or taken away. */
export const legalForm = onName((name, dice) =>
  FORM.test(name) ? name.replace(FORM, "") : `${name}${[", Inc.", " LLC", " Inc", ", LLC", " Co."][dice(5)]}`,
);

/** Words of the name that are often shortened, or the other way. */
export const nameWords = onName((name) =>
  swapped(name, [
    ["RESTAURANT", "Rest."],
    ["COMPANY", "Co."],
    ["MARKET", "Mkt"],
    ["SAN FRANCISCO", "SF"],
    ["CENTER", "Ctr."],
    ["SAINT", "St."],
    ["MOUNT", "Mt."],
    ["BROTHERS", "Bros."],
    ["INTERNATIONAL", "Intl."],
    ["APOTHEKE", "Apoth."],
  ]),
);

/** "The" before the name, or no longer; "&" for "and" and the other way. */
export const theAnd = onName((name) => {
  const and = /&/.test(name) ? name.replace(/\s*&\s*/g, " and ") : name.replace(/(?<!\p{L})(and|und)(?!\p{L})/iu, "&");
  return /^the /i.test(and) ? and.replace(/^the /i, "") : `The ${and}`;
});

/** The first word behind the others, with a comma as in a card index, or without. */
export const turnedRound = onName((name, dice) => {
  const [first = "", ...others] = name.split(/\s+/);
  if (others.length === 0) return name;
  return dice(2) === 0 ? `${others.join(" ")}, ${first}` : `${others.join(" ")} ${first}`;
});

/** Accents where there are none, and none where there are some. */
export const accents = onName((name) => {
  const bare = name.normalize("NFD").replace(/\p{M}/gu, "");
  return bare === name
    ? name
        .replace(/cafe/i, "Café")
        .replace(/e$/i, "é")
        .replace(/n(?=[ao])/i, "ñ")
    : bare;
});

/** Ordinary writing instead of capitals, marks gone, words joined or parted. */
export const marksGone = onName((name) =>
  name
    .toLowerCase()
    .replace(/['’.#()]/g, "")
    .replace(/[-/]/g, " "),
);

/** The last word of a name of three words and more left off. */
export const cutShort = onName((name) => {
  const words = name.split(/\s+/);
  return words.length < 3 ? name : words.slice(0, -1).join(" ");
});

/** What a shop is, said once more behind its name. */
export const tradeWord = onName((name, dice) => `${name} ${["Restaurant", "Shop", "Bar & Grill", "Eatery"][dice(4)]}`);

/** What a shop is, said with another word. */
export const tradeSwapped = onName((name) =>
  swapped(name, [
    ["RESTAURANT", "Bistro"],
    ["CAFE|CAFÉ", "Coffee House"],
    ["MARKET", "Grocery"],
    ["PIZZERIA|PIZZA", "Pizzas & Pasta"],
    ["BAKERY", "Bake Shop"],
    ["DELI", "Delicatessen"],
    ["GASTHAUS|GASTHOF", "Wirtshaus"],
  ]),
);

/** The town or its short name behind the name. */
export const townBehind: Step = (place, dice) => {
  const town = place.id.startsWith("sf:") ? ["San Francisco", "SF", "of San Francisco"][dice(3)] : "Downtown";
  return { ...place, name: `${place.name} ${town}` };
};

/** The number of a branch or a store. */
export const branch = onName((name, dice) => `${name.replace(/\s*#\s*\d+/, "")} #${1 + dice(40)}`);

/** Only the first letters of all words but the last two. */
export const initialled = onName((name) => {
  const words = name.split(/\s+/);
  if (words.length < 3) return name;
  return [...words.slice(0, -2).map((word) => `${word.slice(0, 1)}.`), ...words.slice(-2)].join(" ");
});

/** The company behind the shop, and the shop's name as what it does business as. */
export const doingBusinessAs = onName((name, dice) => {
  const owner = ["Golden Bay Ventures LLC", "Tran & Sons Inc", "Pacific Hospitality Group", "M. Huber GmbH"][dice(4)];
  return dice(2) === 0 ? `${owner} dba ${name}` : `${name} (${owner})`;
});

/** The number of the next house, as where the door is round the corner. */
export const nextHouse = onStreet((street, dice) => {
  const by = [2, 4, 6, -2][dice(4)] ?? 2;
  return street.replace(/\d+/, (number) => String(Math.max(1, Number(number) + by)));
});

function hostOf(name: string): string {
  return `${name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 24)}.com`;
}

/** A website made from the name, where there is none. */
export const withSite: Step = (place) =>
  place.website === "" ? { ...place, website: `https://www.${hostOf(place.name)}/` } : place;

/** The same website in another form. */
export const siteForm: Step = (place, dice) => {
  const host = place.website
    .replace(/^https?:\/\//, "")
    .replace(/^www\./, "")
    .replace(/\/.*$/, "");
  const forms = [`http://${host}`, `https://${host}/index.html`, `http://www.${host}/en/contact?from=map`];
  return { ...place, website: forms[dice(forms.length)] ?? host };
};

/** A name that has nothing to do with what it was. */
export const otherName: Step = (place, dice) => {
  const first = ["Lucky", "Harbor", "Blue Door", "Marigold", "Old Mill", "Corner Stone", "Juniper", "Ferry Lane"][
    dice(8)
  ];
  const last = ["Catering", "Noodle Bar", "Tea Room", "Bagels", "Florist", "Hair Studio", "Tax Service"][dice(7)];
  return { ...place, name: `${first} ${last}` };
};

/** Somebody else with the same title. */
export const otherPractice: Step = (place, dice) => {
  const name = ["Dr. Hofer", "Dr. Maria Schmid", "Dr. Peter Leitner", "Dr. Wagner & Partner"][dice(4)] ?? "";
  return { ...place, name, phone: `02732 ${20_000 + dice(60_000)}` };
};

/** The same first words, but another trade. */
export const otherTrade = onName((name, dice) => {
  const rest = name.replace(
    /\s+(restaurant|cafe|café|market|bakery|deli|bar|grill|pizza|kitchen|grocery|liquors?)$/i,
    "",
  );
  return `${rest} ${["Dry Cleaners", "Wine Bar", "Yoga Studio", "Barber Shop", "Pet Supplies"][dice(5)]}`;
});
