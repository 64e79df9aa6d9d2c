import { quarantineOf } from "../aws/buckets.ts";
import { readUploadEnv } from "../aws/env.ts";
import { encode } from "./encode.ts";
import { answerDraws } from "./remote-draw.ts";

export const handler = answerDraws({ quarantine: quarantineOf(readUploadEnv()), encode });
