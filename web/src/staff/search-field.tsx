import { type ReactNode, useEffect, useState } from "react";
import { Input, Label, SearchField } from "react-aria-components";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
};

/** Where words are typed that narrow a table. Escape empties it. */
export function Search({ label, value, onSearch }: Props): ReactNode {
  const [typed, setTyped] = useState(value);
  // The address may have been changed by going back.
  useEffect(() => setTyped(value), [value]);
  const search = (text: string): void => {
    setTyped(text);
    onSearch(text);
  };
  return (
    <SearchField className="field" value={typed} onChange={search}>
      <Label>{label}</Label>
      <Input />
    </SearchField>
  );
}
