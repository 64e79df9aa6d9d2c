import { type Approval, DEFAULT_RULES, OWN_FIELDS, Rule } from "@mainstreet/core/approval";
import type { Chamber } from "@mainstreet/core/chamber";
import type { OwnField } from "@mainstreet/core/own-field";
import { type ReactNode, useState } from "react";
import { fieldWords } from "../../strings/en-console-history.ts";
import { approvalWords as words } from "../../strings/en-console-settings.ts";
import { Choice } from "../choice.tsx";
import { complain, say } from "../toasts.tsx";

type Props = {
  readonly chamber: Chamber;
  readonly save: (body: Readonly<Record<string, unknown>>, version: number) => Promise<Chamber>;
  readonly onSaved: (chamber: Chamber) => void;
};

const RULES = Rule.options.map((id) => ({ id, name: words.rules[id] }));

/** Which changes of members wait for staff: for everybody, and other rules for the members of a level. */
export function ApprovalRules({ chamber, save, onSaved }: Props): ReactNode {
  const { approval, levels, version } = chamber;
  const [level, setLevel] = useState("");
  const own = level === "" ? approval.fields : (approval.levels[level] ?? {});
  const generalOf = (field: OwnField): Rule =>
    (level === "" ? undefined : approval.fields[field]) ?? DEFAULT_RULES[field];

  async function store(next: Approval, at: number): Promise<Chamber> {
    const saved = await save({ approval: next }, at);
    onSaved(saved);
    return saved;
  }

  async function set(field: OwnField, chosen: string): Promise<void> {
    const rule = Rule.safeParse(chosen).data;
    const { [field]: _, ...others } = own;
    const rules = rule ? { ...others, [field]: rule } : others;
    const next =
      level === "" ? { ...approval, fields: rules } : { ...approval, levels: { ...approval.levels, [level]: rules } };
    try {
      const saved = await store(next, version);
      say(words.saved, () => store(approval, saved.version));
    } catch (error) {
      complain(error);
    }
  }

  return (
    <section className="account-panel">
      <h2>{words.title}</h2>
      <p className="note">{words.lead}</p>
      <Choice label={words.of} value={level} options={levels} none={words.everybody} onChoose={setLevel} />
      <div className="rules">
        {OWN_FIELDS.map((field) => (
          <Choice
            key={field}
            label={fieldWords(field)}
            value={own[field] ?? ""}
            options={RULES}
            none={words.general(words.rules[generalOf(field)])}
            onChoose={(rule) => void set(field, rule)}
          />
        ))}
      </div>
    </section>
  );
}
