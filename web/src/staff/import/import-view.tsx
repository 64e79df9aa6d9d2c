import { type ReactNode, useState } from "react";
import { importView as words } from "../../strings/en-console-import.ts";
import { ask, linkTo, useAddress } from "../address.ts";
import { sentenceOf } from "../ask.ts";
import { Heading } from "../view-heading.tsx";
import { ApplyStep } from "./apply-step.tsx";
import { rememberBegun } from "./begun.ts";
import { ColumnsStep } from "./columns-step.tsx";
import { FileStep } from "./file-step.tsx";
import { useImportFile } from "./imports.ts";
import { LookStep } from "./look-step.tsx";
import { mappingIn } from "./mapping.ts";
import { Outcome } from "./outcome.tsx";
import { Steps } from "./steps.tsx";

/** A spreadsheet's way into the directory, step by step; the address says which step of which file. */
export function ImportView(): ReactNode {
  const { params } = useAddress();
  const [begun, setBegun] = useState("");
  const [id, step, plan] = [params.get("id") ?? "", params.get("step") ?? "", params.get("plan") ?? ""];
  const { data: file, error, isPending } = useImportFile(id);
  if (id === "") return <FileStep />;
  if (error || isPending) {
    return (
      <>
        <Back />
        <Heading title={words.title} />
        {error ? <p className="account-problem">{sentenceOf(error)}</p> : <p role="status">{words.loading}</p>}
      </>
    );
  }
  const mapping = mappingIn(params, file);
  const isApplied = step === "apply" && plan !== "";

  function begin(planHash: string): void {
    rememberBegun(id);
    setBegun(id);
    ask({ step: "apply", plan: planHash, kind: "" }, true);
  }

  if (file.state === "done") {
    return (
      <>
        <Back />
        <Steps now="apply" />
        <Outcome file={file} />
      </>
    );
  }
  return (
    <>
      <Back />
      <Steps now={isApplied ? "apply" : step === "look" || step === "apply" ? "look" : "columns"} />
      {isApplied ? (
        <ApplyStep file={file} mapping={mapping} planHash={plan} isBegun={begun === id} onBegin={() => begin(plan)} />
      ) : step === "look" || step === "apply" ? (
        <LookStep file={file} mapping={mapping} onImport={begin} />
      ) : (
        <ColumnsStep file={file} mapping={mapping} />
      )}
    </>
  );
}

function Back(): ReactNode {
  return (
    <p className="account-back">
      <a href={linkTo("/staff/import/")}>‹ {words.back}</a>
    </p>
  );
}
