import type { Registration } from "@mainstreet/core/registration";
import { words } from "./en.ts";
import { alert, hidden } from "./field.ts";
import { type Fill, partyFill } from "./fill.ts";
import { type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import { type Scene, titled } from "./pages.ts";
import { partyFields } from "./party-fields.ts";

/** How somebody stands, with the forms to change it. @param fill what was typed into the change and not taken */
export function statusPage(
  scene: Scene,
  registration: Registration | null,
  place: number | null,
  fill: Fill | null = null,
): Html {
  const { status } = words;
  const isOn = registration !== null && registration.status !== "cancelled";
  return page(
    scene,
    titled(fill !== null, status.title),
    html`<h1>${status.title}</h1>
${fill ? alert(fill) : null}
<div class="standing">
<p class="big">${registration ? status[registration.status] : status.none}</p>
${place === null ? null : html`<p>${status.place(place)}</p>`}
${registration?.passedOver ? html`<p>${status.passedOver}</p>` : null}
${isOn ? people(registration) : null}
</div>
${isOn ? forms(scene, registration, fill) : html`<p><a class="button" href="/api/mixers/${scene.event.slug}/register">${status.again}</a></p>`}`,
  );
}

function people({ party, size }: Registration): Html {
  const all = [party.registrant, ...party.guests];
  return html`<p>${words.status.people(size)}</p>
<ul>${all.map(({ name, company }) => html`<li>${name}${company ? `, ${company}` : ""}</li>`)}</ul>`;
}

function forms({ event, newKey }: Scene, registration: Registration, fill: Fill | null): Html {
  const { status } = words;
  const at = `/api/mixers/${event.slug}/registration`;
  return html`<details${fill ? html` open` : null}><summary>${status.change}</summary>
<p class="hint">${status.changeHint}</p>
<form method="post" action="${at}/party">
${hidden("key", newKey())}${hidden("id", registration.attempt)}${hidden("version:int", registration.version)}
${partyFields(fill ?? partyFill(registration.party, null), null)}
<button>${status.save}</button>
</form>
</details>
<details><summary>${status.cancel}</summary>
<p class="hint">${status.cancelHint}</p>
<form method="post" action="${at}/cancel">
${hidden("key", newKey())}${hidden("id", registration.attempt)}
<button class="danger">${status.cancelSubmit}</button>
</form>
</details>`;
}
