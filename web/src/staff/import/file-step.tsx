import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Button, type DropItem, DropZone, FileTrigger, Text } from "react-aria-components";
import { importDrop as words } from "../../strings/en-console-import.ts";
import { ask } from "../address.ts";
import { sentenceOf } from "../ask.ts";
import { Heading } from "../view-heading.tsx";
import { Bar } from "./bar.tsx";
import { fileKey } from "./imports.ts";
import { PastImports } from "./past-imports.tsx";
import { Steps } from "./steps.tsx";
import { upload } from "./upload.ts";

type Sending = { readonly name: string; readonly part: number };

/** Where a file is dropped or chosen; below it, what was imported before. */
export function FileStep(): ReactNode {
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending | null>(null);
  const [wrong, setWrong] = useState("");

  async function take(file: File | undefined): Promise<void> {
    if (!file || sending) return;
    setWrong("");
    setSending({ name: file.name, part: 0 });
    try {
      const sent = await upload(file, (part) => setSending({ name: file.name, part }));
      client.setQueryData(fileKey(sent.id), sent);
      ask({ id: sent.id, step: "columns" }, true);
    } catch (error) {
      setWrong(sentenceOf(error));
      setSending(null);
    }
  }

  async function drop(items: readonly DropItem[]): Promise<void> {
    const [first] = items.filter((item) => item.kind === "file");
    if (items.length !== 1 || !first) return setWrong(words.oneFile);
    await take(await first.getFile());
  }

  return (
    <>
      <Steps now="file" />
      <Heading title={words.title} lead={words.lead} />
      <section className="account-panel import-drop" aria-label={words.zone}>
        {sending ? (
          <Bar label={words.sending(sending.name)} done={sending.part} all={1} />
        ) : (
          <DropZone className="drop-zone" onDrop={({ items }) => void drop(items)}>
            <Text slot="label">{words.drop}</Text>
            <FileTrigger
              acceptedFileTypes={[".csv", ".tsv", ".txt", "text/csv", "text/plain"]}
              onSelect={(files) => void take(files?.[0])}
            >
              <Button className="button">{words.choose}</Button>
            </FileTrigger>
            <p className="account-hint">{words.limits}</p>
          </DropZone>
        )}
        <p className="account-problem import-alert" role="alert">
          {wrong}
        </p>
      </section>
      <PastImports />
    </>
  );
}
