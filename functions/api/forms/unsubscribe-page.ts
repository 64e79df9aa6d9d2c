import { words } from "./en.ts";
import { hidden } from "./field.ts";
import { type Html, html } from "./html.ts";
import { type Around, page } from "./layout.ts";

/** The page that ends announcements to whose link it is, or says that they have ended. */
export function unsubscribePage(around: Around, token: string, isSubscribed: boolean): Html {
  const { unsubscribe } = words;
  const { chamber, base } = around;
  if (!isSubscribed) {
    return page(
      around,
      unsubscribe.done,
      html`<h1>${unsubscribe.done}</h1>
<p>${unsubscribe.doneLead(chamber)}</p>
<p>${unsubscribe.again} <a href="${base}account/">${unsubscribe.account}</a></p>`,
    );
  }
  return page(
    around,
    unsubscribe.title,
    html`<h1>${unsubscribe.title}</h1>
<p>${unsubscribe.lead(chamber)}</p>
<form method="post" action="/api/unsubscribe/${token}">
${hidden("List-Unsubscribe", "One-Click")}
<button>${unsubscribe.submit}</button>
</form>`,
  );
}
