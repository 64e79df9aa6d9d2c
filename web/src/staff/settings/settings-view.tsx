import { type Chamber, ChamberChange } from "@mainstreet/core/chamber";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { settingsView as words } from "../../strings/en-console-settings.ts";
import { ask, useAddress } from "../address.ts";
import { get, send, sentenceOf } from "../ask.ts";
import { EditForm } from "../edit-form.tsx";
import { changesOf } from "../editing.ts";
import { useChamber } from "../rows.ts";
import { Heading } from "../view-heading.tsx";
import { ApprovalRules } from "./approval-rules.tsx";
import { Levels } from "./levels.tsx";
import { LogoEditor } from "./logo-editor.tsx";
import { Preview } from "./preview.tsx";
import { RegionEditor } from "./region-editor.tsx";
import type { Section } from "./section.ts";
import { SECTIONS } from "./sections.ts";

const OTHERS = [
  { id: "region", title: words.region },
  { id: "levels", title: words.levels },
  { id: "approval", title: words.approval },
] as const;

/** The chamber itself: what is set of it, and how the site would look. */
export function SettingsView(): ReactNode {
  const client = useQueryClient();
  const { params } = useAddress();
  const { data: chamber, error } = useChamber();
  const [change, setChange] = useState<Readonly<Record<string, unknown>>>({});
  const chosen = params.get("section") ?? "about";
  const section = SECTIONS.find(({ id }) => id === chosen);
  const tabs = [...SECTIONS, ...OTHERS];

  const took = (next: Chamber): void => {
    client.setQueryData(["chamber"], next);
    // Which pins lie outside depends on the border.
    if (next.region !== chamber?.region) client.removeQueries({ queryKey: ["listings"] });
    setChange({});
  };
  const save = (body: Readonly<Record<string, unknown>>, version: number): Promise<Chamber> =>
    send<Chamber>("PATCH", "chamber", { body, version });

  return (
    <>
      <Heading title={words.title} lead={words.lead} />
      <nav className="tabs" aria-label={words.sections}>
        {tabs.map(({ id, title }) => (
          <button
            key={id}
            className="tab"
            type="button"
            aria-current={id === chosen ? "true" : undefined}
            onClick={() => {
              setChange({});
              ask({ section: id }, true);
            }}
          >
            {title}
          </button>
        ))}
      </nav>
      {error && <p className="account-problem">{sentenceOf(error)}</p>}
      {chamber ? (
        <div className="member-columns settings">
          {section && (
            <div>
              <section className="account-panel" aria-label={section.title}>
                <SectionForm
                  key={section.id}
                  section={section}
                  chamber={chamber}
                  save={save}
                  onSaved={took}
                  onTyped={setChange}
                />
              </section>
              {section.id === "look" && <LogoEditor chamber={chamber} save={save} onSaved={took} onTyped={setChange} />}
            </div>
          )}
          {chosen === "region" && <RegionEditor chamber={chamber} save={save} onSaved={took} />}
          {chosen === "levels" && <Levels chamber={chamber} save={save} onSaved={took} />}
          {chosen === "approval" && <ApprovalRules chamber={chamber} save={save} onSaved={took} />}
          <Preview change={change} />
        </div>
      ) : (
        <p role="status">{words.loading}</p>
      )}
    </>
  );
}

type FormProps = {
  readonly section: Section;
  readonly chamber: Chamber;
  readonly save: (body: Readonly<Record<string, unknown>>, version: number) => Promise<Chamber>;
  readonly onSaved: (chamber: Chamber) => void;
  readonly onTyped: (change: Readonly<Record<string, unknown>>) => void;
};

function SectionForm({ section, chamber, save, onSaved, onTyped }: FormProps): ReactNode {
  const { fields, valuesOf, changeOf } = section;
  // What is typed is judged as what the API is sent, and what is wrong is said at the field.
  const schema = {
    safeParse(typed: unknown) {
      const { error } = ChamberChange.safeParse(changeOf(Object.fromEntries(Object.entries(typed ?? {})), chamber));
      const issues = error?.issues.map(({ path, message }) => ({
        path: path[0] === "renewal" ? path.slice(1) : path,
        message,
      }));
      return { error: issues && { issues } };
    },
  };
  return (
    <EditForm
      fields={fields}
      entity={chamber}
      valuesOf={valuesOf}
      schema={schema}
      save={(change, version) => save(changeOf(change, chamber), version)}
      reload={() => get<Chamber>("chamber")}
      onSaved={onSaved}
      onTyped={(typed) => onTyped(changeOf(changesOf(valuesOf(chamber), typed), chamber))}
      saved={words.saved}
    />
  );
}
