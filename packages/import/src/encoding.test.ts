import { expect, test } from "vitest";
import { decoded, scan } from "./encoding.ts";
import { bytesSource } from "./source.ts";

async function read(bytes: Uint8Array): Promise<{ label: string; text: string }> {
  const source = bytesSource("x.csv", bytes);
  const { encoding, label } = await scan(source);
  let text = "";
  for await (const chunk of decoded(source, encoding)) text += chunk;
  return { label, text };
}

const WORDS = "name;Café Zoë";
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

test("UTF-8 is known with and without a byte order mark, which is no part of the text", async () => {
  expect(await read(Buffer.from(WORDS))).toEqual({ label: "UTF-8", text: WORDS });
  expect(await read(Buffer.from(`\uFEFF${WORDS}`))).toEqual({ label: "UTF-8", text: WORDS });
});

test("UTF-16 is known by its byte order mark, either way round", async () => {
  const little = Buffer.from(`\uFEFF${WORDS}`, "utf16le");

  expect(await read(little)).toEqual({ label: "UTF-16LE", text: WORDS });
  expect(await read(swapped(little))).toEqual({ label: "UTF-16BE", text: WORDS });
});

test("what is not UTF-8 is Windows-1252, called Latin-1 where the two do not differ", async () => {
  expect(await read(Buffer.from(WORDS, "latin1"))).toEqual({ label: "Latin-1", text: WORDS });
  expect(await read(Buffer.from([0x80, 0x20, 0x93, 0xe9, 0x94]))).toEqual({ label: "Windows-1252", text: "€ “é”" });
});

test("a character that two chunks share is not broken", async () => {
  const bytes = Buffer.from("é");
  const source = {
    name: "x.csv",
    size: 2,
    async *read() {
      yield bytes.subarray(0, 1);
      yield bytes.subarray(1);
    },
  };

  expect((await scan(source)).label).toBe("UTF-8");
});

test("UTF-8 that ends within a character is not UTF-8", async () => {
  expect((await read(Buffer.from([0x61, 0xc3]))).label).toBe("Latin-1");
});

test("workbooks, archives and other binary files are refused", async () => {
  const zip = Buffer.from([0x50, 0x4b, 3, 4, 0, 0]);
  const xls = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]);

  await expect(read(zip)).rejects.toThrow("This is an Excel workbook. Save it as CSV first.");
  await expect(read(xls)).rejects.toThrow("Excel workbook");
  await expect(read(Buffer.from("name\nA\0B"))).rejects.toMatchObject({ code: "unsupported-type" });
  await expect(read(Buffer.from("\uFEFFname\nA\0B", "utf16le"))).rejects.toMatchObject({ code: "unsupported-type" });
});
