import { kept } from "../kept.ts";
import { openPostOffice, type PostOffice } from "../mail/post-office.ts";
import type { Env } from "./env.ts";
import { callsOf, log, now, type Opened, openStage, sleep } from "./open.ts";

/** Opens the post office of a stage. SES is loaded with the first mail: most ticks have none. */
export function postOfficeOf(env: Env, { table, keyring, parameters }: Opened): PostOffice {
  const mailer = kept(async () => {
    const [{ SESv2Client }, { sesMailer }] = await Promise.all([
      import("@aws-sdk/client-sesv2"),
      import("../mail/ses-mailer.ts"),
    ]);
    // The outbox tries again, and counts; what may have been sent is not sent anew at once.
    return sesMailer(new SESv2Client({ region: env.AWS_REGION, maxAttempts: 1 }));
  });
  return openPostOffice({
    ...{ table, keyring, now, sleep, log },
    mailer: { send: async (message) => (await mailer()).send(message) },
    from: env.MAIL_FROM,
    origin: parameters.origin,
  });
}

/** What the function of mail works with on AWS. */
export function mailNeeds(env: Env): () => Promise<PostOffice> {
  return kept(async () => {
    const opened = await openStage(env, callsOf(env));
    await opened.checked;
    return postOfficeOf(env, opened);
  });
}
