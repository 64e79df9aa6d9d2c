import type { Category } from "@mainstreet/core/category";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useMemo } from "react";
import { categoriesView as words } from "../../strings/en-console-categories.ts";
import { linkTo, useAddress } from "../address.ts";
import { send, sentenceOf } from "../ask.ts";
import { useCategories, useListings } from "../rows.ts";
import { complain, say } from "../toasts.tsx";
import { Heading } from "../view-heading.tsx";
import { CategoryEditor } from "./category-editor.tsx";
import { branches } from "./tree.ts";

/** The headings of the directory, as a tree. */
export function CategoriesView(): ReactNode {
  const client = useQueryClient();
  const { params } = useAddress();
  const { data: categories, error, isPending } = useCategories();
  const { data: listings } = useListings();
  const id = params.get("id") ?? "";
  const tree = useMemo(() => branches(categories ?? []), [categories]);
  const counts = useMemo(() => {
    const shown = (listings ?? []).filter(({ status }) => status === "published");
    const ids = shown.flatMap((listing) => listing.categories);
    return new Map([...Map.groupBy(ids, (each) => each)].map(([each, all]) => [each, all.length]));
  }, [listings]);
  const chosen = categories?.find((category) => category.id === id);

  async function add(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    try {
      const parentId = String(data.get("parentId")) || null;
      const body = { name: String(data.get("name")), parentId, schemaType: "LocalBusiness" };
      const made = await send<Category>("POST", "categories", { body });
      form.reset();
      await client.invalidateQueries({ queryKey: ["categories"] });
      say(words.added(made.name), async () => {
        await send("DELETE", `categories/${made.id}`, { version: made.version });
        await client.invalidateQueries({ queryKey: ["categories"] });
      });
    } catch (error) {
      complain(error);
    }
  }

  return (
    <>
      <Heading title={words.title} lead={words.lead} />
      {error && <p className="account-problem">{sentenceOf(error)}</p>}
      {isPending && <p role="status">{words.loading}</p>}
      <div className="member-columns">
        <section className="account-panel" aria-label={words.tree}>
          <ul className="tree">
            {tree.map(({ category: { id: each, name }, depth }) => (
              <li key={each} style={{ paddingInlineStart: `${depth * 1.5}rem` }}>
                <a href={linkTo("/staff/categories/", { id: each })} aria-current={each === id ? "true" : undefined}>
                  {name}
                </a>
                <span className="account-hint">{words.listings(counts.get(each) ?? 0)}</span>
              </li>
            ))}
          </ul>
          <form className="inline-form" onSubmit={(event) => void add(event)}>
            <label className="field wide">
              <span>{words.newName}</span>
              <input name="name" required maxLength={60} />
            </label>
            <label className="field">
              <span>{words.below}</span>
              <select name="parentId">
                <option value="">{words.top}</option>
                {tree.map(({ category, depth }) => (
                  <option key={category.id} value={category.id}>
                    {`${"– ".repeat(depth)}${category.name}`}
                  </option>
                ))}
              </select>
            </label>
            <button className="button small" type="submit">
              {words.add}
            </button>
          </form>
        </section>
        {chosen && categories ? (
          <CategoryEditor
            key={chosen.id}
            category={chosen}
            categories={categories}
            listings={counts.get(chosen.id) ?? 0}
          />
        ) : (
          <p className="account-notice">{words.choose}</p>
        )}
      </div>
    </>
  );
}
