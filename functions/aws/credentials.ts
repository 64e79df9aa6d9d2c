import { readKeys } from "./env.ts";

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in bundles: in Lambda credentials are in the environment and nowhere
 * else, and all the other places that they might be looked for in would be loaded with each start.
 */
export function defaultProvider(): () => Promise<ReturnType<typeof readKeys>> {
  return async () => readKeys();
}
