/** Findings as the tests ask for them: of a quote, and of its plan with something changed. */
import { parseScenario, type Bill, type Facts, type Plan, type PlanId, type PriceBook, type ScenarioInput } from '@ordiplan/planner';
import { findings, type Circumstances, type Finding, type FindingCode } from '../../../packages/planner/src/advice/findings.ts';
import { likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { facts, quoteFor } from '../answers.ts';

/** The codes of the findings of one option, without what is bought: "critical backup.none". */
export function codesOf(id: PlanId, input: ScenarioInput, known: Facts = facts): string[] {
  return quoteFor(id, input, known).findings.map(({ severity, code }) => `${severity} ${code}`);
}

/** The figures of a finding of one option; undefined if it has none. */
export function argsOf(code: FindingCode, id: PlanId, input: ScenarioInput, known: Facts = facts): Finding['args'] | undefined {
  return quoteFor(id, input, known).findings.find((finding) => finding.code === code)?.args;
}

/** The findings of one option after its plan or its bill was changed, all other figures kept. */
export function findingsAfter(
  { id, input, known = facts }: { id: PlanId; input: ScenarioInput; known?: Facts },
  change: (plan: Plan, bill: Bill) => { readonly plan?: Plan; readonly bill?: Bill },
): readonly Finding[] {
  const quote = quoteFor(id, input, known);
  const scenario = parseScenario(input, known.today);
  const circumstances: Circumstances = {
    ...quote,
    option: optionOf(quote.id),
    scenario,
    facts: known,
    supply: likelySupply(scenario, known),
    uses: quote.capacity!.uses,
  };
  const { plan = quote.plan!, bill = quote.bill! } = change(quote.plan!, quote.bill!);
  return findings(plan, bill, circumstances);
}

/** The facts with one record of today's price list changed. */
export function withRecord(sku: string, change: Partial<PriceBook['lists']['current']['skus'][string]>, known: Facts = facts): Facts {
  const { current } = known.book.lists;
  const skus = { ...current.skus, [sku]: { ...current.skus[sku]!, ...change } };
  return { ...known, book: { ...known.book, lists: { ...known.book.lists, current: { ...current, skus } } } };
}
