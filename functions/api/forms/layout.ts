import type { Event } from "@mainstreet/core/event";
import type { Context } from "hono";
import { whenText, whereText } from "../../when.ts";
import type { ApiEnv } from "../needs.ts";
import { words } from "./en.ts";
import { type Html, html } from "./html.ts";

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What stands around every form. */
export type Around = {
  readonly chamber: string;
  readonly event: Event | null;
  /** Below which path the site lies: "/" or "/sub/". The API lies beside it, not below. */
  readonly base: string;
};

/** Answers with a page. It holds what one person typed, so it is kept nowhere and told to nobody. */
export function answerPage(c: Context<ApiEnv>, status: 200 | 202 | ErrorStatus, page: Html): Response {
  return c.body(page.html, status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": POLICY,
    // Not "no-referrer": with that, browsers send the form itself as from nowhere.
    "Referrer-Policy": "same-origin",
  });
}

type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503;

/** A whole page. @param title what it is about, before the name of the event */
export function page(around: Around, title: string, content: Html): Html {
  const { chamber, event, base } = around;
  const name = [title, event?.title, chamber].filter(Boolean).join(" · ");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${name}</title>
<link rel="stylesheet" href="/api/mixers/forms.css">
</head>
<body>
<header><a href="${base}">${chamber}</a></header>
<main>
${event ? eventHead(event, base) : null}
${content}
</main>
</body>
</html>
`;
}

function eventHead(event: Event, base: string): Html {
  const at = `${base}mixers/${event.slug}/`;
  return html`<div class="event">
<p class="event-title"><a href="${at}">${event.title}</a></p>
<p><time datetime="${event.startsAt}">${whenText(event)}</time></p>
<p>${whereText(event)}</p>
<p><a href="${at}">${words.toEvent}</a></p>
</div>`;
}
