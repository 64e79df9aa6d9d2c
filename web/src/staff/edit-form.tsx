import { type FormEvent, type ReactNode, useId, useState } from "react";
import { forms as words } from "../strings/en-console-parts.ts";
import { Failed, isStale } from "./ask.ts";
import { Clashes } from "./clashes.tsx";
import { changesOf, clashesOf, type Rules, type Values, wrongIn } from "./editing.ts";
import { complain, say } from "./toasts.tsx";

/** A field of a form: its name in the data, and how it is typed. */
export type Field = {
  readonly name: string;
  readonly label: string;
  readonly kind: "line" | "text" | "email" | "date" | "color" | "number" | "choice" | "check";
  readonly hint?: string;
  readonly options?: readonly { readonly id: string; readonly name: string }[];
};

type Props<Entity> = {
  readonly fields: readonly Field[];
  /** What is edited, at the version that is shown. */
  readonly entity: Entity;
  readonly valuesOf: (entity: Entity) => Values;
  /** Whether what is typed may be saved: the rules that the API has too. */
  readonly schema: Rules;
  readonly save: (change: Values, version: number) => Promise<Entity>;
  readonly reload: () => Promise<Entity>;
  readonly onSaved: (entity: Entity) => void;
  /** Told what would be saved, as it is typed. */
  readonly onTyped?: (values: Values) => void;
  /** Puts the form away, where it is not always there: once it is saved, or given up. */
  readonly onClose?: () => void;
  readonly saved: string;
};

/**
 * A form over some fields of something that others may edit too. Only what was changed is sent. Where somebody else has
 * changed other fields meanwhile both changes stand; where it is the same field, both values are shown and one is chosen.
 */
export function EditForm<Entity extends { readonly version: number }>(props: Props<Entity>): ReactNode {
  const { fields, entity, valuesOf, schema, save, reload, onSaved, onTyped, onClose, saved } = props;
  const [seen, setSeen] = useState(entity);
  const [typed, setTyped] = useState(() => valuesOf(entity));
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [clash, setClash] = useState<Entity | null>(null);
  const [isBusy, setBusy] = useState(false);
  const base = valuesOf(seen);
  const changed = changesOf(base, typed);

  // What is shown follows the entity as long as nothing is typed over it.
  if (entity.version > seen.version && Object.keys(changed).length === 0) {
    setSeen(entity);
    setTyped(valuesOf(entity));
  }

  function type(name: string, value: Values[string]): void {
    const next = { ...typed, [name]: value };
    setTyped(next);
    onTyped?.(next);
  }

  async function send(change: Values, from: Entity): Promise<void> {
    setBusy(true);
    try {
      const entity = await save(change, from.version);
      setSeen(entity);
      setTyped(valuesOf(entity));
      setClash(null);
      onSaved(entity);
      say(saved);
      onClose?.();
    } catch (error) {
      if (isStale(error)) await meet(change, from);
      else if (error instanceof Failed && error.problem.fields) {
        setWrong(Object.fromEntries(error.problem.fields.map(({ path, message }) => [path.split(".")[0], message])));
      } else complain(error);
    } finally {
      setBusy(false);
    }
  }

  /** Somebody was quicker: what they did stays, and what both have changed is for whoever sits here to decide. */
  async function meet(change: Values, from: Entity): Promise<void> {
    const now = await reload();
    if (clashesOf(valuesOf(from), change, valuesOf(now)).length > 0) setClash(now);
    else await send(change, now);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const problems = wrongIn(schema, changed);
    setWrong(problems);
    if (Object.keys(problems).length === 0 && Object.keys(changed).length > 0) void send(changed, seen);
  }

  return (
    <form className="edit-form" onSubmit={submit} noValidate>
      {fields.map((field) => (
        <Typed key={field.name} field={field} value={typed[field.name]} wrong={wrong[field.name]} onType={type} />
      ))}
      {clash && (
        <Clashes
          labels={new Map(fields.map(({ name, label }) => [name, label]))}
          clashes={clashesOf(base, changed, valuesOf(clash))}
          onMine={() => void send(changed, clash)}
          onTheirs={() => {
            setSeen(clash);
            setTyped(valuesOf(clash));
            setClash(null);
            onSaved(clash);
            onClose?.();
          }}
        />
      )}
      <div className="account-buttons">
        <button className="button small" type="submit" disabled={isBusy || Object.keys(changed).length === 0}>
          {words.save}
        </button>
        {(onClose || Object.keys(changed).length > 0) && (
          <button
            className="button quiet small"
            type="button"
            onClick={() => {
              setTyped(base);
              onTyped?.(base);
              onClose?.();
            }}
          >
            {words.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

type TypedProps = {
  readonly field: Field;
  readonly value: Values[string] | undefined;
  readonly wrong: string | undefined;
  readonly onType: (name: string, value: Values[string]) => void;
};

function Typed({ field, value, wrong, onType }: TypedProps): ReactNode {
  const id = useId();
  const { name, label, kind, hint, options = [] } = field;
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ") || undefined;
  const shared = { id, name, "aria-describedby": described, "aria-invalid": wrong ? true : undefined };
  const text = String(value ?? "");
  const type = (next: string): void => onType(name, kind === "number" ? Number(next) : next);
  return (
    <div className={kind === "check" ? "account-choice" : "account-field"}>
      {kind === "check" && (
        <input {...shared} type="checkbox" checked={value === true} onChange={(e) => onType(name, e.target.checked)} />
      )}
      <label htmlFor={id}>{label}</label>
      {kind === "text" && <textarea {...shared} rows={4} value={text} onChange={(e) => type(e.target.value)} />}
      {kind === "choice" && (
        <select {...shared} value={text} onChange={(e) => type(e.target.value)}>
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {kind !== "text" && kind !== "choice" && kind !== "check" && (
        <input {...shared} type={kind === "line" ? "text" : kind} value={text} onChange={(e) => type(e.target.value)} />
      )}
      {hint && (
        <p id={`${id}-hint`} className="account-hint">
          {hint}
        </p>
      )}
      {wrong && (
        <p id={`${id}-wrong`} className="field-wrong">
          {wrong}
        </p>
      )}
    </div>
  );
}
