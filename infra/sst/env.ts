/** All that SST, and whoever called it, has in the environment, for the program that it starts: credentials among it. */
export function wholeEnv(): NodeJS.ProcessEnv {
  return process.env;
}
