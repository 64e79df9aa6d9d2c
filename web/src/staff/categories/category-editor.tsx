import { type Category, CategoryChange } from "@mainstreet/core/category";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { categoriesView as words } from "../../strings/en-console-categories.ts";
import { go, linkTo } from "../address.ts";
import { get, send } from "../ask.ts";
import { Confirm } from "../confirm.tsx";
import { EditForm, type Field } from "../edit-form.tsx";
import { complain, say } from "../toasts.tsx";
import { branches, familyOf } from "./tree.ts";

type Props = {
  readonly category: Category;
  readonly categories: readonly Category[];
  /** How many listings that are shown stand in it. */
  readonly listings: number;
};

/** One category: its name, its address, where it belongs, and what it can be merged into. */
export function CategoryEditor({ category, categories, listings }: Props): ReactNode {
  const client = useQueryClient();
  const { id, name, version } = category;
  const family = familyOf(categories, id);
  const others = branches(categories).filter((branch) => !family.has(branch.category.id));
  const options = others.map((branch) => ({
    id: branch.category.id,
    name: `${"– ".repeat(branch.depth)}${branch.category.name}`,
  }));
  const [into, setInto] = useState("");
  const [isAsking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // Chosen far down in a long tree, it comes to whoever chose it.
  useEffect(() => heading.current?.focus(), []);
  const fields: readonly Field[] = [
    { name: "name", label: words.name, kind: "line" },
    { name: "slug", label: words.address, kind: "line", hint: words.addressHint },
    { name: "parentId", label: words.below, kind: "choice", options: [{ id: "", name: words.top }, ...options] },
    { name: "schemaType", label: words.schemaType, kind: "line", hint: words.schemaHint },
  ];
  const refresh = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ["categories"] });
    await client.invalidateQueries({ queryKey: ["listings"] });
  };

  async function merge(): Promise<void> {
    setAsking(false);
    const target = categories.find((each) => each.id === into);
    if (!target) return;
    try {
      await send("POST", `categories/${id}/merge`, { body: { into }, version });
      await refresh();
      go(linkTo("/staff/categories/", { id: into }));
      say(words.merged(name, target.name));
    } catch (error) {
      complain(error);
      await refresh();
    }
  }

  async function remove(): Promise<void> {
    try {
      await send("DELETE", `categories/${id}`, { version });
      await refresh();
      go(linkTo("/staff/categories/"));
      say(words.removed(name));
    } catch (error) {
      complain(error);
      await refresh();
    }
  }

  return (
    <section className="account-panel category-editor">
      <h2 ref={heading} tabIndex={-1}>
        {name}
      </h2>
      <EditForm
        fields={fields}
        entity={category}
        valuesOf={valuesOf}
        schema={CategoryChange}
        save={(change, at) => {
          const { parentId, ...rest } = change;
          const body = parentId === undefined ? rest : { ...rest, parentId: parentId || null };
          return send<Category>("PATCH", `categories/${id}`, { body, version: at });
        }}
        reload={() => get<Category>(`categories/${id}`)}
        onSaved={() => void refresh()}
        saved={words.saved}
      />
      <hr />
      <form
        className="inline-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (into !== "") setAsking(true);
        }}
      >
        <label className="field wide">
          <span>{words.mergeInto}</span>
          <select value={into} onChange={({ target }) => setInto(target.value)}>
            <option value="">{words.choose1}</option>
            {options.map((option) => (
              <option key={option.id} value={option.id}>
                {option.name}
              </option>
            ))}
          </select>
        </label>
        <button className="button quiet small" type="submit" disabled={into === ""}>
          {words.merge}
        </button>
        <button className="button quiet small" type="button" onClick={() => void remove()}>
          {words.remove}
        </button>
      </form>
      {isAsking && (
        <Confirm
          title={words.mergeTitle(name, categories.find((each) => each.id === into)?.name ?? "")}
          text={words.mergeText(listings, category.slug)}
          yes={words.merge}
          onYes={() => void merge()}
          onNo={() => setAsking(false)}
        />
      )}
    </section>
  );
}

function valuesOf({ name, slug, parentId, schemaType }: Category) {
  return { name, slug, parentId: parentId ?? "", schemaType };
}
