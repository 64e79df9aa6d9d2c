import { type ReactNode, useEffect, useState } from "react";
import { settingsView as words } from "../../strings/en-console-settings.ts";
import { send, sentenceOf } from "../ask.ts";

/** Typing pauses this long before the page is drawn again, in milliseconds. */
const PAUSE_MS = 600;

/** The home page as it would look with what is typed, drawn by what draws the site. */
export function Preview({ change }: { readonly change: Readonly<Record<string, unknown>> }): ReactNode {
  const [html, setHtml] = useState("");
  const [said, setSaid] = useState<string>(words.previewing);
  const asked = JSON.stringify(change);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      send<string>("POST", "staff/preview", { body: JSON.parse(asked) }).then(
        (drawn) => {
          if (isOver) return;
          setHtml(drawn);
          setSaid(words.previewNote);
        },
        (error: unknown) => !isOver && setSaid(sentenceOf(error)),
      );
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return (
    <section className="account-panel settings-preview" aria-label={words.preview}>
      <h2>{words.preview}</h2>
      <p className="account-hint" role="status">
        {said}
      </p>
      {html && <iframe title={words.preview} sandbox="" srcDoc={html} />}
    </section>
  );
}
