import fc from "fast-check";
import { expect, test } from "vitest";
import { compare, compareFolded, filledLine, fold, line, paragraphs } from "./text.ts";

const numRuns = process.env.MAINSTREET_LONG === "1" ? 200_000 : 1_000;
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom("\r", "\n", "\r\n", "\t", "\0", "\u2028", "\x85", "a", "e\u0301", " "))
    .map((p) => p.join("")),
);
const controls = [...Array(32).keys(), ...Array.from({ length: 33 }, (_, i) => 0x7f + i), 0x2028, 0x2029];

test("a line has no control character in it", () => {
  for (const code of controls) {
    expect([code, line(10).safeParse(`a${String.fromCharCode(code)}b`).success]).toEqual([code, false]);
  }
});

test("paragraphs have no control character in them but tabs and line breaks", () => {
  const passed = controls.filter((code) => paragraphs(10).safeParse(`a${String.fromCharCode(code)}b`).success);

  expect(passed).toEqual([9, 10, 13, 0x2028, 0x2029]);
});

test("line breaks of Windows and of old Macs become those of the web", () => {
  expect(paragraphs(20).parse("a\r\nb\n\nc\rd\r\r\ne\r")).toBe("a\nb\n\nc\nd\n\ne");
});

test("text is trimmed and brought into NFC before it is measured", () => {
  expect(line(3).parse("  e\u0301e\u0301e\u0301\r\n")).toBe("ééé");
  expect(paragraphs(3).parse("\n e\u0301e\u0301e\u0301 \n")).toBe("ééé");
});

test("text may be as long as its limit and no longer", () => {
  for (const schema of [line(5), filledLine(5), paragraphs(5)]) {
    expect(schema.parse("12345")).toBe("12345");
    expect(schema.safeParse("123456").error?.issues).toMatchObject([{ message: "must have at most 5 characters" }]);
  }
});

test("only a filled line must not be empty", () => {
  expect(line(5).parse(" ")).toBe("");
  expect(paragraphs(5).parse("\n")).toBe("");
  expect(filledLine(5).safeParse(" \t").error?.issues).toMatchObject([{ message: "must not be empty" }]);
});

test("half a character is refused, a whole one of two units is not", () => {
  for (const schema of [line(9), filledLine(9), paragraphs(9)]) {
    expect(schema.safeParse("a\ud83d").success).toBe(false);
    expect(schema.safeParse("\ude00b").success).toBe(false);
    expect(schema.parse("a😀b")).toBe("a😀b");
  }
});

test("only strings are text", () => {
  for (const thing of [null, undefined, 1, true, [], {}]) expect(line(9).safeParse(thing).success).toBe(false);
});

test("what has passed passes again unchanged", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const schema of [line(200), paragraphs(200)]) {
        const once = schema.safeParse(text);
        if (!once.success) continue;
        expect(schema.parse(once.data)).toBe(once.data);
        expect(once.data).not.toContain("\r");
        expect(once.data.isWellFormed()).toBe(true);
      }
    }),
    { numRuns },
  );
});

test.each([
  ["Zoë's Café", "zoes cafe"],
  ["O’Malley‘s", "omalleys"],
  ["A & B", "a and b"],
  ["A&B", "a and b"],
  ["STRASSE", "strasse"],
  ["Straße", "strasse"],
  ["ẞ", "ss"],
  ["Æon œuvre", "aeon oeuvre"],
  ["Ørsted Łódź Đorđe", "orsted lodz dorde"],
  ["Þór ðæ", "thor dae"],
  ["İstanbul ısı", "istanbul isi"],
  ["ﬁne №5 ²", "fine no5 2"],
  ["  a -- b\t\nc!", "a b c"],
  ["ΑΣ", "ας"],
  ["寿司", "寿司"],
  ["…", ""],
])("%j folds to %j", (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test("folded text is letters and digits in words, however the text was composed", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const folded = fold(text);
      expect(folded).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u);
      expect(folded.toLowerCase()).toBe(folded);
      expect(fold(text.normalize("NFC"))).toBe(folded);
      expect(fold(folded)).toBe(folded);
    }),
    { numRuns },
  );
});

test("order is by folded text, then by the text, then equal", () => {
  const named = (name: string) => ({ folded: fold(name), name });
  const names = ["b", "É", "e", "E", "a"].map(named);

  expect(names.sort(compareFolded).map(({ name }) => name)).toEqual(["a", "b", "E", "e", "É"]);
  expect(compareFolded(named("a"), named("a"))).toBe(0);
  expect([compare("a", "b"), compare("b", "a"), compare("a", "a")]).toEqual([-1, 1, 0]);
});
