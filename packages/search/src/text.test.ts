import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileText, runs } from "./test-data.ts";
import { compareText, fold, words } from "./text.ts";

describe("fold", () => {
  test.each([
    ["Café", "cafe"],
    ["Joe's", "joes"],
    ["Joe’s Bar-B-Q", "joes bar b q"],
    ["A&W", "a and w"],
    ["  Bread   &\tButter ", "bread and butter"],
    ["STRASSE Straße", "strasse strasse"],
    ["Ærø Łódź Đà", "aero lodz da"],
    ["İstanbul", "istanbul"],
    ["ﬁne № ½", "fine no 1 2"],
    ["上海 Москва ١٢", "上海 москва ١٢"],
    ["!!!", ""],
    ["\ud800x", "x"],
  ])("makes %j into %j", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test("takes its short cuts to the same place", () => {
    const ascii = fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9 '&`-]*$/));
    fc.assert(
      fc.property(ascii, (text) => {
        expect(fold(`${text} é`)).toBe(`${fold(text)} e`.trim());
      }),
      runs(500),
    );
  });

  test("leaves folded text as it is", () => {
    const check = (text: string): void => {
      expect(fold(fold(text))).toBe(fold(text));
    };

    fc.assert(fc.property(hostileText, check), runs(500));
    for (let code = 0; code <= 0x10ffff; code += runs(1).numRuns > 1 ? 1 : 97) check(String.fromCodePoint(code));
  });

  test("folds the parts between spaces each by itself, as the index does", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (a, b) => {
        expect(fold(`${a} ${b}`)).toBe(`${fold(a)} ${fold(b)}`.trim());
      }),
      runs(500),
    );
  });
});

test("words are the folded words, none for none", () => {
  expect(words("Zoë's Café & Bar")).toEqual(["zoes", "cafe", "and", "bar"]);
  expect(words(" ?! ")).toEqual([]);
});

test("a Greek word half typed begins the whole word", () => {
  expect(words("ΟΔΟΣΤΡΩΜΑ").join()).toMatch(new RegExp(`^${words("ΟΔΟΣ").join()}`));
});

test("texts are ordered by code units", () => {
  expect(["b", "ä", "a", "B"].sort(compareText)).toEqual(["B", "a", "b", "ä"]);
});
