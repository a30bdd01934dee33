/** The words of gates, targets and what follows from them, as a shape that both languages fill. */
import type { GateReasonArgs, GateResult, GateStatus } from '../advice/gates.ts';
import type { Aspect } from '../advice/ratings.ts';
import type { Near } from '../advice/recommend.ts';
import type { Miss } from '../advice/targets.ts';
import type { PlanId } from '../options/plan.ts';
import type { GateId } from '../prices/compliance.ts';
import type { ProfileId, Targets } from '../scenario/targets.ts';
import type { NetMonth } from '../units/money.ts';

/** The words for gates, targets, reasons and ratings. */
export interface JudgementWords {
  readonly target: Readonly<Record<keyof Targets, string>>;
  readonly profile: Readonly<Record<ProfileId, string>>;
  readonly gate: Readonly<Record<GateId, string>>;
  readonly status: Readonly<Record<GateStatus, string>>;
  readonly gateReason: { readonly [C in keyof GateReasonArgs]: (args: GateReasonArgs[C]) => string };
  readonly aspect: Readonly<Record<Aspect, string>>;
  /** A missed target as a clause: "restore to any moment is missing". */
  readonly miss: (miss: Miss) => string;
  readonly byGate: (name: string, gate: GateResult) => string;
  readonly byMiss: (name: string, costsLess: NetMonth, miss: Miss) => string;
  /** The decision where no plan does everything that is wanted. */
  readonly impossible: (tenants: number, conflicts: readonly (readonly (keyof Targets)[])[]) => string;
  readonly near: (near: Near, name: (id: PlanId) => string) => string;
  /** What is open where a plan is not shown to be lawful. */
  readonly unproven: (open: readonly GateResult[]) => string;
}

/** The sentence of a gate's reason. */
export function gateSentence(words: JudgementWords, { reason }: Pick<GateResult, 'reason'>): string {
  // The code and its figures belong together, which the compiler cannot see through the union.
  const say = words.gateReason[reason.code] as (args: typeof reason.args) => string;
  return say(reason.args);
}
