import type { Actor } from "@mainstreet/core/actor";
import type { Now, Random, Sleep } from "@mainstreet/core/needs";
import type { Table } from "@mainstreet/store/table";
import type { Log } from "../log.ts";
import type { Cdn } from "./flows/client-address.ts";
import type { Operation } from "./operation.ts";
import type { SiteReader } from "./search-directory.ts";

/** How many codes are mailed within an hour: to one mailbox, for one network, and in all. */
export type CodeLimits = { readonly mailbox: number; readonly network: number; readonly all: number };

/** What the API is built from. */
export type Needs = {
  readonly table: Table;
  /** The published site, whose snapshot is searched. */
  readonly site: SiteReader;
  readonly now: Now;
  readonly sleep: Sleep;
  readonly random: Random;
  /** The token that makes its bearer staff; with null nobody is. */
  readonly staffToken: string | null;
  /** The chamber's secret of 32 bytes, under which addresses and codes are hashed. It must never change. */
  readonly pepper: Uint8Array;
  readonly codeLimits: CodeLimits;
  /** The CDN whose word on who asks is believed; null where requests come straight. */
  readonly cdn: Cdn | null;
  readonly log: Log;
  /** Which build this is, such as "0.1.0". */
  readonly version: string;
};

/** What travels with a request through the API. */
export type ApiEnv = {
  /** What the server knows of the connection: none where nobody tells. */
  Bindings: { readonly address?: string };
  Variables: {
    requestId: string;
    /** Set once the request has passed the gate. */
    actor: Actor;
    operation: Operation;
    /** The body as it came, for telling a repeated request from another one. */
    body: Uint8Array;
    /** The fields of a form as they were typed, when the body was one. */
    typed: ReadonlyMap<string, string>;
    /** The code of the problem that was answered. */
    code: string;
  };
};
