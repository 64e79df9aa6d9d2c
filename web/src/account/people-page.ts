import { peoplePage as words } from "../strings/en-account-people.ts";
import { changesPage } from "../strings/en-account-staff.ts";
import { change, type Problem, read } from "./api.ts";
import { part, say, show } from "./dom.ts";
import { leavesToSignIn } from "./leave.ts";
import { type Act, acceptedCard, applicationCard, claimCard, type Decision } from "./people-card.ts";
import type { Accepted, Application, Level, StaffClaim } from "./people-data.ts";
import { countChanges, showCount } from "./staff-nav.ts";

type Applications = { readonly applications: readonly Application[]; readonly accepted: readonly Accepted[] };

const status = part("status");
let levels: readonly Level[] = [];
/** What was decided here: the index that the lists come from may not have heard of it yet. */
const decided = new Set<string>();

void start();

async function start(): Promise<void> {
  if (!(await load())) return;
  status.textContent = "";
  await countChanges();
}

async function load(): Promise<boolean> {
  const [claims, applications, chamber] = await Promise.all([
    read<{ claims: readonly StaffClaim[] }>("staff/claims"),
    read<Applications>("staff/applications"),
    read<{ levels: readonly Level[] }>("chamber"),
  ]);
  if (!claims.ok) return refused(claims.problem);
  if (!applications.ok) return refused(applications.problem);
  if (chamber.ok) levels = chamber.body.levels;
  fill(claims.body.claims, applications.body);
  show(true, part("people"));
  return true;
}

function refused(problem: Problem): false {
  if (!leavesToSignIn(problem)) say(status, problem.status === 403 ? changesPage.notStaff : problem.detail);
  return false;
}

function fill(allClaims: readonly StaffClaim[], { applications, accepted }: Applications): void {
  const claims = allClaims.filter(({ id }) => !decided.has(id));
  const waiting = applications.filter(({ id }) => !decided.has(id));
  part("claims").replaceChildren(...claims.map((claim) => claimCard(claim, actOn(claim.id))));
  part("applications").replaceChildren(...waiting.map((one) => applicationCard(one, levels, actOn(one.id))));
  part("accepted").replaceChildren(...accepted.map((one) => acceptedCard(one, () => void reveal(one))));
  show(claims.length === 0, part("no-claims"));
  show(waiting.length === 0, part("no-applications"));
  show(accepted.length > 0, part("accepted-section"));
  showCount("people", claims.length + waiting.length);
}

function actOn(id: string): Act {
  return async ({ path, body, version, done }: Decision) => {
    const answer = await change("POST", path, { body, version });
    if (answer.ok) {
      decided.add(id);
      await tell(done);
      return null;
    }
    const { code, detail, fields } = answer.problem;
    if (leavesToSignIn(answer.problem)) return null;
    if (code !== "stale" && code !== "in-use") return fields?.[0]?.message ?? detail;
    await tell(words.changed);
    return null;
  };
}

async function reveal({ listing: { id, name, version } }: Accepted): Promise<void> {
  const answer = await change("PATCH", `listings/${id}`, { body: { status: "published" }, version });
  if (!answer.ok && leavesToSignIn(answer.problem)) return;
  await tell(answer.ok ? words.shown(name) : answer.problem.code === "stale" ? words.changed : answer.problem.detail);
}

/** Reads the lists anew and says what has happened. */
async function tell(text: string): Promise<void> {
  if (!(await load())) return;
  say(status, text);
  status.focus();
}
