import { memo, type ReactNode, useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { filters as words } from "../strings/en-console-parts.ts";
import { go } from "./address.ts";
import { complain, say } from "./toasts.tsx";

type Saved = { readonly name: string; readonly query: string };

/** Filters that are used often, kept in this browser, and the link that shows others the same. */
export const SavedFilters = memo(function SavedFilters({ of }: { readonly of: string }): ReactNode {
  const [saved, setSaved] = useState(() => readSaved(of));
  const [isNaming, setNaming] = useState(false);
  const keep = (next: readonly Saved[]): void => {
    localStorage.setItem(keyOf(of), JSON.stringify(next));
    setSaved(next);
  };
  const save = (name: string): void => {
    setNaming(false);
    if (name === "") return;
    keep([...saved.filter((each) => each.name !== name), { name, query: location.search }]);
    say(words.saved1(name), async () => keep(saved));
  };
  const act = (key: string): void => {
    if (key === "save") setNaming(true);
    else if (key === "share") share();
    else go(location.pathname + (saved.find(({ name }) => `to ${name}` === key)?.query ?? ""));
  };
  if (isNaming) {
    return (
      <form
        className="field saved-name"
        onSubmit={(event) => {
          event.preventDefault();
          save(String(new FormData(event.currentTarget).get("name")).trim());
        }}
      >
        <label htmlFor="saved-name">{words.saveName}</label>
        <input id="saved-name" name="name" maxLength={40} ref={(input) => input?.focus()} />
      </form>
    );
  }
  return (
    <MenuTrigger>
      <Button className="button quiet small">{words.saved}</Button>
      <Popover className="popover">
        <Menu className="menu" onAction={(key) => act(String(key))}>
          {saved.map(({ name }) => (
            <MenuItem key={name} id={`to ${name}`}>
              {name}
            </MenuItem>
          ))}
          {saved.length > 0 && <Separator />}
          <MenuItem id="save">{words.save}</MenuItem>
          <MenuItem id="share">{words.share}</MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
});

function share(): void {
  navigator.clipboard.writeText(location.href).then(() => say(words.copied), complain);
}

function keyOf(of: string): string {
  return `mainstreet filters of ${of}`;
}

function readSaved(of: string): readonly Saved[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(keyOf(of)) ?? "[]");
    return Array.isArray(read) ? read.filter(isSaved) : [];
  } catch {
    return [];
  }
}

function isSaved(value: unknown): value is Saved {
  return typeof value === "object" && value !== null && "name" in value && "query" in value;
}
