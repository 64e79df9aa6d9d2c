import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { regionWords as words } from "../../strings/en-console-settings.ts";
import { Choice } from "../choice.tsx";
import type { Coordinates } from "./shape.ts";

type Props = { readonly onAdd: (name: string, border: Coordinates) => void };

/** The counties of the United States, read when they are wanted. */
export function useCounties() {
  return useQuery({
    queryKey: ["counties"],
    queryFn: async () => (await import("./counties.ts")).readCounties(),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Adds whole counties to a border. */
export function CountyPicker({ onAdd }: Props): ReactNode {
  const [state, setState] = useState("");
  const [county, setCounty] = useState("");
  const { data } = useCounties();
  const counties = data?.counties.filter(({ stateId }) => stateId === state) ?? [];

  function add(): void {
    const border = data?.borderOf(county);
    const name = counties.find(({ id }) => id === county)?.name;
    if (border && name) onAdd(name, border);
    setCounty("");
  }

  return (
    <div className="inline-form">
      <Choice label={words.state} value={state} options={data?.states ?? []} none="–" onChoose={setState} />
      <Choice label={words.county} value={county} options={counties} none="–" onChoose={setCounty} />
      <button className="button quiet small" type="button" disabled={county === ""} onClick={add}>
        {words.addCounty}
      </button>
    </div>
  );
}
