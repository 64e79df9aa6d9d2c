import type { Actor } from "@mainstreet/core/actor";
import type { Now, Random } from "@mainstreet/core/needs";
import type { Table } from "@mainstreet/store/table";
import type { Log } from "../log.ts";
import type { Operation } from "./operation.ts";
import type { SiteReader } from "./search-directory.ts";

/** What the API is built from. */
export type Needs = {
  readonly table: Table;
  /** The published site, whose snapshot is searched. */
  readonly site: SiteReader;
  readonly now: Now;
  readonly random: Random;
  /** The token that makes its bearer staff; with null nobody is. */
  readonly staffToken: string | null;
  readonly log: Log;
  /** Which build this is, such as "0.1.0". */
  readonly version: string;
};

/** What travels with a request through the API. */
export type ApiEnv = {
  Variables: {
    requestId: string;
    /** Set once the request has passed the gate. */
    actor: Actor;
    operation: Operation;
    /** The body as it came, for telling a repeated request from another one. */
    body: Uint8Array;
    /** The code of the problem that was answered. */
    code: string;
  };
};
