import { type Actor, system } from "@mainstreet/core/actor";

/** Somebody who may do everything, and of whom nothing is stored: what the tests set their scenes as. */
export const TRUSTED: Actor = system("tests");
