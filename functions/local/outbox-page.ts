import { SECURITY_HEADERS } from "@mainstreet/core/site-headers";
import { type Html, html } from "../api/forms/html.ts";
import { type Kept, keptMails } from "../mail/folder-mailer.ts";

const MOST = 100;

/** The local page of mails that were kept in a folder instead of being sent to anybody's mailbox. */
export async function outboxPage(folder: string, isSent: boolean): Promise<Response> {
  const mails = await keptMails(folder, MOST);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Outbox</title>
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<link rel="stylesheet" href="/api/mixers/forms.css">
</head>
<body>
<header><a href="/">To the site</a></header>
<main>
<h1>Outbox</h1>
<p>${isSent ? "Mail goes out through SMTP_URL, not to here." : "Mail that this Mainstreet sends appears here and goes to nobody."}</p>
${mails.length === 0 ? html`<p>No mail has been sent.</p>` : mails.map(mailPart)}
</main>
</body>
</html>
`;
  return new Response(page.html, {
    headers: { ...SECURITY_HEADERS, "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });
}

function mailPart({ at, to, subject, text, calendar }: Kept): Html {
  return html`<article class="mail">
<h2>${subject}</h2>
<p class="hint">To ${to}, ${at}${calendar ? `, with a calendar entry (${calendar.method})` : ""}</p>
<pre>${linked(text)}</pre>
</article>
`;
}

function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, i) => (i % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
}
