const KEY = "import-begun";

/** Remembers, as long as this tab is open, that an import was begun here: it may be reloaded before the server knows. */
export function rememberBegun(id: string): void {
  sessionStorage.setItem(KEY, id);
}

/** Whether an import was begun in this tab. */
export function wasBegun(id: string): boolean {
  return sessionStorage.getItem(KEY) === id;
}
