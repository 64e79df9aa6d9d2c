import type { Event } from "@mainstreet/core/event";
import { freeSeats, type Seats } from "@mainstreet/core/seats";
import type { Problem } from "../problem.ts";
import { openness, words } from "./en.ts";
import { alert, hidden, input } from "./field.ts";
import { EMPTY, type Fill } from "./fill.ts";
import { type Html, html } from "./html.ts";
import { type Around, page } from "./layout.ts";
import { partyFields } from "./party-fields.ts";

/** An event as its forms need it. */
export type Scene = {
  readonly chamber: string;
  readonly base: string;
  readonly event: Event;
  readonly seats: Seats;
  readonly now: number;
  /** A new Idempotency-Key for each form that is drawn. */
  readonly newKey: () => string;
};

/**
 * The page to register on, or to ask how one stands.
 * @param fill.known what was typed into the second form
 * @param fill.isSignedIn whether one needs no code for one's own address
 */
export function registerPage(scene: Scene, fill: { party?: Fill; known?: Fill; isSignedIn?: boolean } = {}): Html {
  const { event, seats, now } = scene;
  const state = openness(seats, now);
  const { register } = words;
  const email = (own: Fill, prefix = "") =>
    input(
      own,
      {
        name: "email",
        label: register.email,
        hint: prefix === "" ? register.emailHint : words.known.emailHint,
        type: "email",
        autocomplete: "email",
        required: true,
        most: 254,
      },
      prefix,
    );
  const { party = EMPTY, known = EMPTY, isSignedIn = false } = fill;
  const form = html`<p>${isSignedIn ? register.leadSignedIn : register.lead}</p>
<p class="notice">${words.seats(freeSeats(seats), seats.capacity)}${event.openTo === "members" ? ` ${register.members}` : ""}</p>
${alert(party)}
<form method="post" action="/api/mixers/${event.slug}/register">
${hidden("key", scene.newKey())}
${partyFields(party, email(party))}
<button>${isSignedIn ? register.submitSignedIn : register.submit}</button>
</form>`;
  const isWrong = (party.problem ?? known.problem) !== null;
  return page(
    scene,
    titled(isWrong, register.title),
    html`<h1>${register.title}</h1>
${state === "open" || party.problem ? form : html`<p class="notice">${words.closed[state]}</p>`}
<section class="known" aria-labelledby="known">
<h2 id="known">${words.known.title}</h2>
<p>${words.known.lead}</p>
${alert(known, "known-")}
<form method="post" action="/api/mixers/${event.slug}/register">
${hidden("key", scene.newKey())}
${email(known, "known-")}
<button class="quiet">${isSignedIn ? words.known.submitSignedIn : words.known.submit}</button>
</form>
</section>`,
  );
}

/** What a browser lets through, spaces between the digits too. */
const SIX_DIGITS = "\\s*(\\d\\s*){6}";

/** The page to type the code into. */
export function codePage(scene: Scene, fill: Fill = EMPTY): Html {
  const { code } = words;
  const at = `/api/mixers/${scene.event.slug}/register`;
  return page(
    scene,
    titled(fill.problem !== null, code.title),
    html`<h1>${code.title}</h1>
<p>${code.lead}</p>
${alert(fill)}
<form method="post" action="${at}/code">
${hidden("key", scene.newKey())}
${input(fill, { name: "code", label: code.label, autocomplete: "one-time-code", inputmode: "numeric", pattern: SIX_DIGITS, required: true, most: 20 })}
<button>${code.submit}</button>
</form>
<p>${code.again} <a href="${at}">${code.againLink}</a>.</p>`,
  );
}

/** A page that only says what went wrong, and leads back to the form. */
export function problemOnlyPage(around: Around, problem: Problem): Html {
  const { event } = around;
  return page(
    around,
    titled(true, problem.title),
    html`<h1>${problem.title}</h1>
<p role="alert">${problem.detail}</p>
${event ? html`<p><a class="button" href="/api/mixers/${event.slug}/register">${words.toForm}</a></p>` : null}`,
  );
}

/** Who hears a page's title first should hear that something is wrong. */
export function titled(isWrong: boolean, title: string): string {
  return isWrong ? `${words.problem}: ${title}` : title;
}
