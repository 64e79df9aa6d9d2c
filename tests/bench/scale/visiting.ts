import { ScanCommand, type ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import { EMULATED } from "@mainstreet/functions/local/emulator";
import { openClient } from "@mainstreet/store/client";
import { INDEX } from "@mainstreet/store/keys";
import { openBrowser } from "../../browser/open-browser.ts";
import { serve } from "../site/slow-server.ts";
import { visit } from "../site/visit.ts";
import { itemSize } from "./capacity.ts";
import type { CountedChamber } from "./chamber.ts";
import type { Measured } from "./measured.ts";

/**
 * Opens pages in a browser, over a server that answers as the local one does: the site from its files, the API where it is
 * asked. What table and functions are asked meanwhile is counted, not assumed.
 */
export async function countVisits(at: CountedChamber): Promise<Pick<Measured, "visit" | "listingPage">> {
  const { count, site, ask } = at;
  const served = await serve(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname !== "/api" && !pathname.startsWith("/api/")) return site(request);
    await ask(request.method, pathname);
    return new Response("{}");
  }, null);
  const browser = await openBrowser();
  const counted = async (work: () => Promise<unknown>): Promise<Measured["visit"]> => {
    const before = { ...count };
    served.sent.length = 0;
    await work();
    const files = [...served.sent];
    return {
      files: files.length,
      pages: files.filter(({ path }) => path.endsWith("/")).length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      tableRequests: count.requests - before.requests,
      calls: count.calls - before.calls,
    };
  };
  try {
    const word = at.first.name.split(" ", 1).join("").slice(0, 4);
    const searched = await counted(() => visit(browser, served, "/", word));
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${served.origin}/`, { waitUntil: "networkidle" });
    const open = () => page.goto(`${served.origin}/members/${at.first.slug}/`, { waitUntil: "networkidle" });
    return { visit: searched, listingPage: await counted(open) };
  } finally {
    await browser.close();
    await served.close();
  }
}

/** How many items a table has, and what they and those of its index come to, by DynamoDB's formula. */
export async function sizeOf({
  chamber,
}: CountedChamber): Promise<Pick<Measured, "items" | "tableBytes" | "indexBytes">> {
  const client = openClient({ endpoint: chamber.endpoint, ...EMULATED });
  const sum = { items: 0, tableBytes: 0, indexBytes: 0 };
  let after: ScanCommandOutput["LastEvaluatedKey"];
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({ TableName: chamber.name, ...(after && { ExclusiveStartKey: after }) }),
    );
    for (const item of page.Items ?? []) {
      const bytes = itemSize(item);
      sum.items++;
      // An item that is stored, and one of an index, has 100 bytes of DynamoDB's own.
      sum.tableBytes += bytes + 100;
      if (item[INDEX.pk] !== undefined) sum.indexBytes += bytes + 100;
    }
    after = page.LastEvaluatedKey;
  } while (after);
  return sum;
}
