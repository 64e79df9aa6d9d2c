import { dayOf, account as words } from "../strings/en-account.ts";
import type { Account } from "./account-data.ts";
import { change, read } from "./api.ts";
import { button, make, part, say, show } from "./dom.ts";
import { canPasskey, makePasskey } from "./passkey.ts";

type Passkey = { readonly id: string; readonly name: string; readonly createdAt: string };

/** From this sign-in on a passkey is offered: who comes once does not need one. */
const OFFERED_FROM = 2;

/** Lists one's passkeys and offers to make one, where the browser can. @param status where to say what came of it */
export async function fillPasskeys(
  { signIns, staff, passkeys }: Pick<Account, "signIns" | "staff" | "passkeys">,
  status: HTMLElement,
): Promise<void> {
  const isOffered = canPasskey() && (signIns >= OFFERED_FROM || staff !== null);
  show(isOffered || passkeys > 0, part("passkeys"));
  show(isOffered, part("add-passkey"));
  part("add-passkey").addEventListener("click", async () => {
    const problem = await makePasskey({ failed: words.passkeyFailed, unproved: words.proveAgain });
    say(status, problem ?? words.passkeyMade);
    await list(status);
  });
  await list(status);
}

async function list(status: HTMLElement): Promise<void> {
  const answer = await read<{ passkeys: Passkey[] }>("account/passkeys");
  if (!answer.ok) return say(status, answer.problem.detail);
  part("passkey-rows").replaceChildren(
    ...answer.body.passkeys.map(({ id, name, createdAt }) => {
      const remove = button(words.removePasskey, "button quiet", async () => {
        const gone = await change("DELETE", `account/passkeys/${id}`);
        if (!gone.ok) say(status, gone.problem.code === "unproved" ? words.proveAgain : gone.problem.detail);
        await list(status);
      });
      remove.setAttribute("aria-label", words.removePasskeyOf(name));
      const when = make("span", { class: "account-hint" }, words.since(dayOf(createdAt)));
      return make("li", { class: "account-row" }, make("p", {}, make("strong", {}, name), when), remove);
    }),
  );
}
