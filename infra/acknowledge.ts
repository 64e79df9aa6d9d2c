import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Says of a construct why a finding about it, or about what lies below it, is as it should be. */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}
