import { checkWithoutEval } from "@mainstreet/core/no-eval";

// A script of its own, before the console's: what that imports makes schemas as soon as it is there.
checkWithoutEval();
