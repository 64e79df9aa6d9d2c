/** The words that a page's address asks for (`?q=`), "" for none. */
export function askedIn(address: string): string {
  return new URL(address).searchParams.get("q")?.trim() ?? "";
}

/** The address of the same page asking for other words; nothing is left in it when there are none. */
export function addressAsking(address: string, text: string): string {
  const url = new URL(address);
  if (text) url.searchParams.set("q", text);
  else url.searchParams.delete("q");
  return url.href;
}
