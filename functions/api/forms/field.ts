import { words } from "./en.ts";
import type { Fill } from "./fill.ts";
import { type Html, html } from "./html.ts";

type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: "text" | "email";
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly most?: number;
  readonly inputmode?: "numeric";
  readonly pattern?: string;
};

/** The id of a field, for labels and links. Two forms of a page are told apart by their prefix. */
export function idOf(name: string, prefix = ""): string {
  return `${prefix}${name.replaceAll(".", "-")}`;
}

/** A field of one line, with its label above and what is wrong with it below. */
export function input(fill: Fill, field: Field, prefix = ""): Html {
  const id = idOf(field.name, prefix);
  const { type = "text", autocomplete = "off", most, inputmode, pattern, required = false } = field;
  return html`<div class="field">
<label for="${id}">${field.label}</label>
${said(fill, field, id)}
<input id="${id}" name="${field.name}" type="${type}" value="${fill.value(field.name)}" autocomplete="${autocomplete}"${
    required ? html` required` : null
  }${most ? html` maxlength="${most}"` : null}${inputmode ? html` inputmode="${inputmode}"` : null}${pattern ? html` pattern="${pattern}"` : null}${told(fill, field, id)}>
</div>`;
}

/** A field of several lines. */
export function textarea(fill: Fill, field: Field): Html {
  const id = idOf(field.name);
  return html`<div class="field">
<label for="${id}">${field.label}</label>
${said(fill, field, id)}
<textarea id="${id}" name="${field.name}" rows="3" maxlength="${field.most ?? 500}"${told(fill, field, id)}>
${fill.value(field.name)}</textarea>
</div>`;
}

/** One of a few, as buttons of which one is pressed. @param options by value; the first is chosen where nothing is */
export function radios(fill: Fill, name: string, label: string, options: Readonly<Record<string, string>>): Html {
  const chosen = fill.value(name) || Object.keys(options)[0];
  return html`<fieldset class="choice"><legend>${label}</legend>
${Object.entries(options).map(
  ([value, text]) =>
    html`<label><input type="radio" name="${name}" value="${value}"${value === chosen ? html` checked` : null}> ${text}</label>
`,
)}</fieldset>`;
}

/** What went wrong, at the top of a form, with a link to each field. */
export function alert(fill: Fill, prefix = ""): Html | null {
  const { problem } = fill;
  if (!problem) return null;
  return html`<div class="alert" role="alert">
<p><strong>${words.problem}.</strong> ${problem.detail}</p>
${
  problem.fields
    ? html`<ul>${problem.fields.map(({ path, message }) => html`<li><a href="#${idOf(path, prefix)}">${calledAs(path)}</a> ${message}</li>`)}</ul>`
    : null
}
</div>`;
}

/** A field that people do not see. */
export function hidden(name: string, value: string | number): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

function said(fill: Fill, { name, hint }: Field, id: string): Html {
  const error = fill.error(name);
  return html`${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : null}${
    error ? html`<p class="error" id="${id}-error">${error}</p>` : null
  }`;
}

function told(fill: Fill, { name, hint }: Field, id: string): Html {
  const isWrong = fill.error(name) !== null;
  const by = [hint ? `${id}-hint` : "", isWrong ? `${id}-error` : ""].filter(Boolean).join(" ");
  return html`${isWrong ? html` aria-invalid="true"` : null}${by ? html` aria-describedby="${by}"` : null}`;
}

/** What a field is called: "party.guests.1.name" → "Name (person 2)". */
function calledAs(path: string): string {
  const guest = /guests\.(\d+)\./.exec(path)?.[1];
  const name = words.fields[path.split(".").at(-1) ?? ""] ?? path;
  return guest === undefined ? name : `${name} (${words.register.guest(Number(guest) + 1).toLowerCase()})`;
}
