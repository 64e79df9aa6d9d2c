import { QueryClient } from "@tanstack/react-query";
import { Failed } from "./ask.ts";

const TRIES = 2;

/** What has been read, shared by all views. A request that was refused is not asked again: it would be refused again. */
export function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (tried, error) => tried < TRIES && (!(error instanceof Failed) || error.problem.status >= 500),
        refetchOnWindowFocus: true,
      },
    },
  });
}
