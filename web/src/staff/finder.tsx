import { fold } from "@mainstreet/core/text";
import {
  memo,
  type KeyboardEvent as Press,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { ComboBox, Input, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { consoleNav } from "../strings/en-console.ts";
import { finder as words } from "../strings/en-console-parts.ts";
import { go, linkTo } from "./address.ts";
import { useEvents } from "./events/events.ts";
import { folded } from "./folded.ts";
import { useMemberLines } from "./members/use-member-lines.ts";
import { useListings } from "./rows.ts";

/** Something that can be found by its name. */
type Findable = {
  readonly id: string;
  readonly kind: keyof typeof words.kinds;
  readonly name: string;
  readonly note: string;
  readonly href: string;
  readonly found: string;
};

const MOST = 12;

const VIEWS: readonly Findable[] = consoleNav.flatMap(({ views }) =>
  views.map(({ path, name }) => {
    return { id: path, kind: "view", name, note: "", href: linkTo(path), found: fold(name) } as const;
  }),
);

/** Finds a member, a listing, whoever is a contact, an event or a view by a few letters of its name. */
export const Finder = memo(function Finder(): ReactNode {
  const all = useFindables();
  const [typed, setTyped] = useState("");
  const text = useDeferredValue(typed);
  const input = useRef<HTMLInputElement>(null);
  const found = useMemo(() => best(all, text), [all, text]);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);
  const open = (chosen: Findable | undefined): void => {
    if (!chosen) return;
    setTyped("");
    go(chosen.href);
  };
  // Whoever has chosen none of them means the first.
  const enter = ({ key, currentTarget }: Press<HTMLInputElement>): void => {
    if (key === "Enter" && !currentTarget.hasAttribute("aria-activedescendant")) open(best(all, typed)[0]);
  };
  return (
    <ComboBox
      className="finder"
      aria-label={words.label}
      inputValue={typed}
      onInputChange={setTyped}
      items={found}
      selectedKey={null}
      onSelectionChange={(key) => open(found.find(({ id }) => id === key))}
      allowsEmptyCollection={typed !== ""}
      menuTrigger="input"
      allowsCustomValue
    >
      <Input ref={input} placeholder={words.hint} onKeyDown={enter} />
      <Popover className="popover finder-list">
        <ListBox className="menu" renderEmptyState={() => <p className="menu-empty">{typed === text && words.none}</p>}>
          {({ id, name, note, kind }: Findable) => (
            <ListBoxItem id={id} textValue={name}>
              <Text slot="label">{name}</Text>
              <Text slot="description">{note ? `${words.kinds[kind]} · ${note}` : words.kinds[kind]}</Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
});

function useFindables(): readonly Findable[] {
  const { lines } = useMemberLines();
  const { data: listings } = useListings();
  const { data: events } = useEvents();
  return useMemo(() => {
    const members = lines.map(({ id, name, towns, found }) => {
      return { id, kind: "member", name, note: towns, href: linkTo("/staff/member/", { id }), found } as const;
    });
    const shown = (listings ?? []).map(({ id, name, town, street, memberId }) => {
      const href = linkTo("/staff/member/", { id: memberId, listing: id });
      return {
        id,
        kind: "listing",
        name,
        note: [street, town].filter(Boolean).join(", "),
        href,
        found: `${folded(name)} ${folded(town)}`,
      } as const;
    });
    const planned = (events ?? []).map(({ id, title, startsAt }) => {
      const href = linkTo("/staff/events/", { id });
      return { id, kind: "event", name: title, note: startsAt.slice(0, 10), href, found: fold(title) } as const;
    });
    return [...VIEWS, ...members, ...planned, ...shown];
  }, [lines, listings, events]);
}

/** Those that all words are found in: names that begin with the first word before others, members before their listings. */
function best(all: readonly Findable[], text: string): readonly Findable[] {
  const words = fold(text).split(" ").filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const starts: Findable[] = [];
  const others: Findable[] = [];
  for (const each of all) {
    if (!words.every((word) => each.found.includes(word))) continue;
    if (each.found.startsWith(first)) starts.push(each);
    else if (others.length < MOST) others.push(each);
    if (starts.length === MOST) break;
  }
  return [...starts, ...others].slice(0, MOST);
}
