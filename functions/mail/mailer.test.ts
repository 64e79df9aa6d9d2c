import { expect, test } from "vitest";
import { headerText } from "./mailer.ts";

test("a header is one line, whatever stood in it", () => {
  const typed = "Winter\r\nBcc: x\u0000\u2028y\u0085z ";

  expect(headerText(typed)).toBe("Winter Bcc: x y z");
  expect(headerText("Ünïcode — fine")).toBe("Ünïcode — fine");
});
