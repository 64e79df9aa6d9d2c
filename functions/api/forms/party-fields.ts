import { LARGEST_PARTY } from "@mainstreet/core/party";
import { words } from "./en.ts";
import { input, radios, textarea } from "./field.ts";
import type { Fill } from "./fill.ts";
import { type Html, html } from "./html.ts";

const { register } = words;

/** The fields of a party. @param email the field of the address, where it may be set */
export function partyFields(fill: Fill, email: Html | null): Html {
  const rows = Array.from({ length: LARGEST_PARTY - 1 }, (_, row) => row);
  const isOpen = rows.some((row) => fill.value(`party.guests.${row}.name`) || fill.error(`party.guests.${row}.name`));
  return html`<fieldset><legend>${register.you}</legend>
${input(fill, { name: "party.registrant.name", label: register.name, autocomplete: "name", required: true, most: 120 })}
${input(fill, { name: "party.registrant.company", label: register.company, autocomplete: "organization", most: 120 })}
${email}
</fieldset>
<details${isOpen ? html` open` : null}><summary>${register.others}</summary>
<p class="hint">${register.othersHint}</p>
${rows.map((row) => guest(fill, row))}
</details>
<fieldset><legend>${register.more}</legend>
${input(fill, { name: "party.lookingFor", label: register.lookingFor, hint: register.lookingForHint, most: 160 })}
${textarea(fill, { name: "party.note", label: register.note, hint: register.noteHint, most: 500 })}
${radios(fill, "party.visibility", register.visibility, register.visibilities)}
</fieldset>`;
}

function guest(fill: Fill, row: number): Html {
  const name = (part: string) => `party.guests.${row}.${part}`;
  return html`<fieldset class="guest"><legend>${register.guest(row + 1)}</legend>
${input(fill, { name: name("name"), label: register.guestName, most: 120 })}
${input(fill, { name: name("company"), label: register.company, most: 120 })}
</fieldset>
`;
}
