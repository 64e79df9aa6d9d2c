import { diceOf } from "./dice.ts";
import type { Place } from "./place.ts";
import type { Step } from "./steps.ts";
import * as Steps from "./steps.ts";

/** The steps that lead to the same business written another way; each list was made to be hard to see through. */
const SAME: Readonly<Record<string, readonly Step[]>> = {
  abbreviatedStreet: [Steps.streetWords, Steps.nameWords, Steps.phoneForm, Steps.pinMoved(30, 120)],
  suiteAndPinNear: [Steps.suite, Steps.legalForm, Steps.pinMoved(30, 100)],
  pinFar: [Steps.marksGone, Steps.pinMoved(150, 250), Steps.phoneForm],
  legalFormAndPhone: [Steps.legalForm, Steps.phoneForm, Steps.streetWords],
  typoAndPin: [Steps.typo, Steps.pinMoved(60, 200), Steps.streetWords],
  wordOrder: [Steps.turnedRound, Steps.phoneForm, Steps.pinMoved(30, 150)],
  theAndAmpersand: [Steps.theAnd, Steps.streetWords, Steps.noPhone, Steps.pinMoved(30, 90)],
  accentsAndSuite: [Steps.accents, Steps.marksGone, Steps.suite, Steps.phoneForm],
  otherSiteAndName: [Steps.siteForm, Steps.tradeWord, Steps.noPhone, Steps.pinMoved(60, 200)],
  nameCutShort: [Steps.cutShort, Steps.phoneForm, Steps.streetWords, Steps.pinMoved(30, 120)],
  branchNumber: [Steps.branch, Steps.phoneForm, Steps.pinMoved(30, 80)],
  everythingButNamePin: [Steps.noStreet, Steps.noPhone, Steps.pinMoved(30, 60), Steps.marksGone],
  tradeWordAdded: [Steps.tradeWord, Steps.streetWords, Steps.otherPhone, Steps.suite],
  phoneGoneNameTypo: [Steps.noPhone, Steps.typo, Steps.legalForm, Steps.streetWords],
  dbaName: [Steps.doingBusinessAs, Steps.phoneForm, Steps.streetWords, Steps.pinMoved(30, 90)],
  townInName: [Steps.townBehind, Steps.streetWords, Steps.noPhone, Steps.pinMoved(30, 150)],
  possessiveAndSpaces: [Steps.marksGone, Steps.theAnd, Steps.suite, Steps.pinMoved(40, 180)],
  hastyEntry: [Steps.marksGone, Steps.typo, Steps.noPin, Steps.streetWords, Steps.phoneForm],
  movedCornerAddress: [Steps.nextHouse, Steps.streetWords, Steps.phoneForm, Steps.pinMoved(30, 70)],
  initials: [Steps.initialled, Steps.phoneForm, Steps.streetWords, Steps.pinMoved(30, 100)],
  twoTyposPhone: [Steps.typo, Steps.typo, Steps.phoneForm, Steps.suite, Steps.pinMoved(30, 150)],
  noPinNoPhone: [Steps.noPin, Steps.noPhone, Steps.nameWords, Steps.legalForm, Steps.streetWords],
  otherPhoneSuite: [Steps.otherPhone, Steps.suite, Steps.marksGone, Steps.pinMoved(30, 120)],
  tradeWordSwapped: [Steps.tradeSwapped, Steps.phoneForm, Steps.streetWords, Steps.pinMoved(30, 120)],
};

/** The steps that lead to another business which looks like the first. */
const OTHER: Readonly<Record<string, readonly Step[]>> = {
  otherDoctor: [Steps.otherPractice, Steps.pinMoved(1, 15)],
  nextDoorTrade: [Steps.otherTrade, Steps.otherPhone, Steps.pinMoved(2, 25)],
  agencyPhone: [Steps.otherName, Steps.suite, Steps.pinMoved(2, 40)],
};

/** Steps that the business itself goes through first. */
const BOTH: Readonly<Record<string, Step>> = { otherSiteAndName: Steps.withSite };

export const VARIATIONS: readonly string[] = [...Object.keys(SAME), ...Object.keys(OTHER)];

/** A place, and what a variation makes of it: the same for the same place always. Throws for a name that is none. */
export function vary(original: Place, variation: string): { readonly place: Place; readonly twin: Place } {
  const steps = SAME[variation] ?? OTHER[variation];
  if (steps === undefined) throw new Error(`no variation: ${variation}`);
  const dice = diceOf(`${original.id} ${variation}`);
  const place = BOTH[variation]?.(original, dice) ?? original;
  const twin = steps.reduce((now, step) => step(now, dice), place);
  return { place, twin: { ...twin, id: `${original.id}~${variation}` } };
}
