import { type Mailing, type MailingDraft, NO_COUNTS, MailingDraft as Rules } from "@mainstreet/core/mailing";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { announcementEditor as words } from "../../strings/en-console-announcements.ts";
import { ask, go, linkTo } from "../address.ts";
import { send } from "../ask.ts";
import { Confirm } from "../confirm.tsx";
import { complain, say } from "../toasts.tsx";
import { BLANK, countOf, useReach } from "./announcements.ts";
import { AudienceFields } from "./audience-fields.tsx";
import { MailPreview } from "./mail-preview.tsx";

/** Where a draft is written, tried and sent. @param mailing the draft as stored; without one it is new */
export function Editor({ mailing }: { readonly mailing?: Mailing }): ReactNode {
  const client = useQueryClient();
  const id = useId();
  const [seen, setSeen] = useState(mailing);
  const [draft, setDraft] = useState(() => draftOf(mailing ?? BLANK));
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [confirmed, setConfirmed] = useState<{ readonly mailing: Mailing; readonly people: number } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(seen ?? BLANK));

  /** What is typed over is no longer wrong before it is looked at again. */
  function type(field: "subject" | "text", value: string): void {
    const { [field]: _, ...others } = wrong;
    setWrong(others);
    setDraft({ ...draft, [field]: value });
  }

  /** Stores what was typed, if anything was. Null where something of it is wrong. */
  async function store(): Promise<Mailing | null> {
    if (seen && !isChanged) return seen;
    const { data, error } = Rules.safeParse(draft);
    setWrong(Object.fromEntries(error?.issues.map(({ path, message }) => [String(path[0]), message]) ?? []));
    if (!data) return null;
    const stored = seen
      ? await send<Mailing>("PATCH", `staff/announcements/${seen.id}`, { body: data, version: seen.version })
      : await send<Mailing>("POST", "staff/announcements", { body: data });
    setSeen(stored);
    setDraft(draftOf(stored));
    client.setQueryData(["announcements", stored.id], { ...stored, counts: NO_COUNTS });
    await client.invalidateQueries({ queryKey: ["announcements", "all"] });
    return stored;
  }

  /** Does something with the draft as it is typed, once that is stored. */
  async function act(work: (stored: Mailing) => Promise<unknown>): Promise<void> {
    setBusy(true);
    try {
      const stored = await store();
      if (stored) await work(stored);
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  }

  /** A draft that was new has an address of its own from now on. */
  function settle({ id }: Mailing): void {
    if (!mailing) ask({ id });
  }

  async function dispatch(to: Mailing): Promise<void> {
    setConfirmed(null);
    try {
      await send("POST", `staff/announcements/${to.id}/send`, { version: to.version });
      say(words.began);
    } catch (error) {
      complain(error);
    }
    await client.invalidateQueries({ queryKey: ["announcements"] });
    ask({ id: to.id });
    window.scrollTo(0, 0);
  }

  const save = () =>
    act(async (stored) => {
      say(words.saved);
      settle(stored);
    });
  /** The draft as it was stored is gone; the way back makes it anew, with what was typed. */
  const remove = async (stored: Mailing): Promise<void> => {
    setBusy(true);
    try {
      await send("DELETE", `staff/announcements/${stored.id}`, { version: stored.version });
      ask({ id: "" }, true);
      client.removeQueries({ queryKey: ["announcements", stored.id] });
      await client.invalidateQueries({ queryKey: ["announcements", "all"] });
      say(words.removed(draft.subject), async () => {
        const body = Rules.safeParse(draft).data ?? draftOf(stored);
        const { id } = await send<Mailing>("POST", "staff/announcements", { body });
        await client.invalidateQueries({ queryKey: ["announcements", "all"] });
        go(linkTo("/staff/announcements/", { id }));
      });
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  const test = () =>
    act(async (stored) => {
      await send("POST", `staff/announcements/${stored.id}/test`);
      say(words.tested);
      settle(stored);
    });
  const prepare = () =>
    act(async (stored) => {
      // The number that is agreed to is counted now, not a while ago.
      const { people } = await countOf(stored.audience);
      if (people === 0) complain(new Error(words.nobody));
      else setConfirmed({ mailing: stored, people });
    });

  return (
    <div className="announcement">
      <div className="announcement-parts">
        <section className="account-panel edit-form">
          <Line id={`${id}-subject`} label={words.subject} wrong={wrong.subject}>
            <input
              id={`${id}-subject`}
              value={draft.subject}
              maxLength={150}
              aria-invalid={wrong.subject ? true : undefined}
              onChange={({ target }) => type("subject", target.value)}
            />
          </Line>
          <Line id={`${id}-text`} label={words.text} hint={words.textHint} wrong={wrong.text}>
            <textarea
              id={`${id}-text`}
              rows={12}
              value={draft.text}
              maxLength={10_000}
              aria-invalid={wrong.text ? true : undefined}
              onChange={({ target }) => type("text", target.value)}
            />
          </Line>
        </section>
        <AudienceFields audience={draft.audience} onChange={(audience) => setDraft({ ...draft, audience })} />
      </div>
      <div className="announcement-parts">
        <div className="account-panel reach">
          <ReachLine audience={draft.audience} />
          <div className="account-buttons">
            <button className="button small" type="button" disabled={isBusy} onClick={() => void prepare()}>
              {words.send}
            </button>
            <button className="button quiet small" type="button" disabled={isBusy} onClick={() => void test()}>
              {words.test}
            </button>
            <button
              className="button quiet small"
              type="button"
              disabled={isBusy || !isChanged}
              onClick={() => void save()}
            >
              {words.save}
            </button>
            {seen && (
              <button className="link-button" type="button" disabled={isBusy} onClick={() => void remove(seen)}>
                {words.remove}
              </button>
            )}
          </div>
        </div>
        <MailPreview title={words.preview} subject={draft.subject} text={draft.text} />
      </div>
      {confirmed && (
        <Confirm
          title={words.confirmTitle(confirmed.people)}
          text={words.confirmText(confirmed.mailing.subject)}
          yes={words.confirmYes(confirmed.people)}
          onYes={() => void dispatch(confirmed.mailing)}
          onNo={() => {
            setConfirmed(null);
            settle(confirmed.mailing);
          }}
        />
      )}
    </div>
  );
}

function ReachLine({ audience }: Pick<MailingDraft, "audience">): ReactNode {
  const { data } = useReach(audience);
  if (!data) return <p role="status">{words.counting}</p>;
  const { people, members, unsubscribed, silent } = data;
  return (
    <div role="status">
      <p>
        <strong>{words.reach(people)}</strong>
      </p>
      <p className="account-hint">
        {words.meant(members)} {silent > 0 && words.silent(silent)}{" "}
        {unsubscribed > 0 && words.unsubscribed(unsubscribed)}
      </p>
    </div>
  );
}

type LineProps = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly wrong: string | undefined;
  readonly children: ReactNode;
};

function Line({ id, label, hint, wrong, children }: LineProps): ReactNode {
  return (
    <div className="account-field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && <p className="account-hint">{hint}</p>}
      {wrong && <p className="field-wrong">{wrong}</p>}
    </div>
  );
}

function draftOf({ subject, text, audience }: MailingDraft): MailingDraft {
  return { subject, text, audience };
}
