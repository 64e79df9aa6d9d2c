import { SECURITY_HEADERS } from "@mainstreet/core/site-headers";

/** The local page of mails that were sent from here instead of to anybody's mailbox. */
export function outboxPage(): Response {
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Outbox</title></head>
<body>
<main>
<h1>Outbox</h1>
<p>No mail has been sent. Mail that this Mainstreet sends appears here and goes to nobody.</p>
<p><a href="/">To the site</a></p>
</main>
</body>
</html>
`;
  return new Response(html, {
    headers: { ...SECURITY_HEADERS, "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });
}
