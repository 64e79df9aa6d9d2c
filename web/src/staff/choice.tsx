import { memo, type ReactNode } from "react";
import { ask } from "./address.ts";

/** One of several to choose from, with how many there are of it where that is known. */
export type Option = { readonly id: string; readonly name: string; readonly count?: number };

type Props = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChoose: (id: string) => void;
  /** What stands for no choice; without it one has to be made. */
  readonly none?: string;
};

/** A choice from a list. The browser's own control: phones show it better than any other, and every keyboard knows it. */
export function Choice({ label, value, options, onChoose, none }: Props): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={({ target }) => onChoose(target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map(({ id, name, count }) => (
          <option key={id} value={id}>
            {count === undefined ? name : `${name} (${count})`}
          </option>
        ))}
      </select>
    </label>
  );
}

type AskedProps = Omit<Props, "onChoose"> & {
  /** The parameter of the address that keeps what is chosen. */
  readonly param: string;
};

/** A choice that is part of the address. It is drawn anew only when there is something else to choose from. */
export const AskedChoice = memo(function AskedChoice({ param, ...choice }: AskedProps): ReactNode {
  return <Choice {...choice} onChoose={(id) => ask({ [param]: id })} />;
});
