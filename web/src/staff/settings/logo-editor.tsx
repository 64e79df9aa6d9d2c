import type { Chamber } from "@mainstreet/core/chamber";
import { mediaPath, type Sized, smallest } from "@mainstreet/core/picture";
import { type ReactNode, useRef, useState } from "react";
import { base } from "../../account/dom.ts";
import { uploadPicture } from "../../account/picture-upload.ts";
import { logoSize } from "../../site/logo-size.ts";
import { logoWords as words } from "../../strings/en-console-settings.ts";
import { Failed } from "../ask.ts";
import { complain, say } from "../toasts.tsx";

type Props = {
  readonly chamber: Chamber;
  readonly save: (body: Readonly<Record<string, unknown>>, version: number) => Promise<Chamber>;
  readonly onSaved: (chamber: Chamber) => void;
  /** Told what would be saved, for the preview. */
  readonly onTyped: (change: Readonly<Record<string, unknown>>) => void;
};

/** The site follows what is saved: the picture is there a moment later. */
const AGAIN_MS = 1_000;
const MOST_TRIES = 20;

/** The chamber's logo above every page: chosen, looked at in the preview, saved, taken away. */
export function LogoEditor({ chamber, save, onSaved, onTyped }: Props): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Sized | null>(null);
  const [tries, setTries] = useState(0);
  const [done, setDone] = useState<number | null>(null);
  const { logo } = chamber;

  async function store(next: Sized | null, version: number): Promise<Chamber> {
    const saved = await save({ logo: next }, version);
    onSaved(saved);
    return saved;
  }

  async function submit(next: Sized | null): Promise<void> {
    try {
      const saved = await store(next, chamber.version);
      setChosen(null);
      say(next ? words.saved : words.removed, () => store(logo, saved.version));
    } catch (error) {
      complain(error);
    }
  }

  async function take(file: File): Promise<void> {
    setDone(0);
    const answer = await uploadPicture("staff/chamber/logo", file, setDone);
    setDone(null);
    if (!answer.ok) return complain(new Failed(answer.problem));
    setChosen(answer.body);
    onTyped({ logo: answer.body });
  }

  function forget(): void {
    setChosen(null);
    onTyped({});
  }

  return (
    <section className="account-panel logo-editor" aria-labelledby="logo-title">
      <h2 id="logo-title">{words.title}</h2>
      <p className="account-hint">{words.lead}</p>
      {logo && !chosen && (
        <p className="logo-shown">
          <img
            src={`${base()}${mediaPath(logo, smallest(logo)).slice(1)}?${tries}`}
            alt={chamber.name}
            {...logoSize(logo)}
            onError={() => tries < MOST_TRIES && setTimeout(() => setTries(tries + 1), AGAIN_MS)}
          />
        </p>
      )}
      {done !== null && <progress max={1} value={done} aria-label={words.uploading} />}
      <p role="status">{chosen ? words.chosen : ""}</p>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = "";
          if (file) void take(file);
        }}
      />
      <div className="account-buttons">
        {chosen && (
          <>
            <button className="button small" type="button" onClick={() => void submit(chosen)}>
              {words.use}
            </button>
            <button className="button quiet small" type="button" onClick={forget}>
              {words.cancel}
            </button>
          </>
        )}
        <button
          className="button quiet small"
          type="button"
          disabled={done !== null}
          onClick={() => input.current?.click()}
        >
          {logo || chosen ? words.other : words.choose}
        </button>
        {logo && !chosen && (
          <button className="button quiet small" type="button" onClick={() => void submit(null)}>
            {words.remove}
          </button>
        )}
      </div>
    </section>
  );
}
