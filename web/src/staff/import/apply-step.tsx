import type { ReactNode } from "react";
import { importApply as words } from "../../strings/en-console-import.ts";
import { ask } from "../address.ts";
import { Heading } from "../view-heading.tsx";
import { Bar } from "./bar.tsx";
import { wasBegun } from "./begun.ts";
import type { ImportFile } from "./imports.ts";
import type { Mapping } from "./mapping.ts";
import { useApply } from "./use-apply.ts";

type Props = {
  readonly file: ImportFile;
  readonly mapping: Mapping;
  readonly planHash: string;
  /** Whether it was begun on this page, so that it is not taken up again. */
  readonly isBegun: boolean;
  readonly onBegin: () => void;
};

/** The import while it runs. Whoever opens the address of one that was left goes on with it; none begins by a link alone. */
export function ApplyStep({ file, mapping, planHash, isBegun, onBegin }: Props): ReactNode {
  if (isBegun || file.state === "running" || wasBegun(file.id)) {
    // Begun with one mapping it goes on with that, whatever an address says.
    const own = file.state === "running" ? file.mapping : mapping;
    return <Running file={file} mapping={own} planHash={planHash} isResumed={!isBegun} />;
  }
  return (
    <>
      <Heading title={words.notBegun} lead={words.notBegunLead(file.name)} />
      <p className="account-buttons">
        <button className="button" type="button" onClick={onBegin}>
          {words.begin}
        </button>
        <BackToLook />
      </p>
    </>
  );
}

type RunningProps = Pick<Props, "file" | "mapping" | "planHash"> & { readonly isResumed: boolean };

function Running({ file, mapping, planHash, isResumed }: RunningProps): ReactNode {
  const { applied, problem, isStopped, goOn } = useApply(file, mapping, planHash);
  const done = applied?.done ?? 0;
  return (
    <>
      <Heading title={words.title} lead={words.lead(file.name)} />
      <section className="account-panel import-running" aria-label={words.title}>
        {isResumed && <p className="account-notice">{words.resumed}</p>}
        <Bar label={words.progress} done={done} all={file.rows} told={words.told(done, file.rows)} />
        {applied && <p className="account-hint">{words.soFar(applied)}</p>}
        {problem && !isStopped && <p role="status">{words.waiting}</p>}
        {problem && isStopped && (
          <div className="account-problem" role="alert">
            <p>{words.stopped[problem.code] ?? problem.detail}</p>
            <p>{words.doNext[problem.code] ?? words.pressAgain}</p>
          </div>
        )}
        {isStopped && (
          <p className="account-buttons">
            {problem?.code !== "conflict" && (
              <button className="button small" type="button" onClick={goOn}>
                {words.goOn}
              </button>
            )}
            <BackToLook />
          </p>
        )}
      </section>
    </>
  );
}

function BackToLook(): ReactNode {
  return (
    <button className="button quiet small" type="button" onClick={() => ask({ step: "look", plan: "" }, true)}>
      {words.toLook}
    </button>
  );
}
