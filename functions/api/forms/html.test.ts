import { expect, test } from "vitest";
import { html } from "./html.ts";

test("what is put into a page is text, unless it was made as HTML", () => {
  const evil = `"><script>alert('x')</script>&amp;`;

  const made = html`<p title="${evil}">${evil}${html`<b>${1}</b>`}${[html`<i>a</i>`, html`<i>b</i>`]}${null}</p>`;

  const safe = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;";
  expect(made.html).toBe(`<p title="${safe}">${safe}<b>1</b><i>a</i><i>b</i></p>`);
});
