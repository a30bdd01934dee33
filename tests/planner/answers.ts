/** Answers of the planner as the tests ask for them: the shipped facts of one day, and one quote of a comparison. */
import {
  assumptionKeys,
  compare,
  type AssumptionKey,
  type Facts,
  type Money,
  type PlanId,
  type PriceBook,
  type Quote,
  type ScenarioInput,
  type Spread,
  type Values,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import fc from 'fast-check';

export const today = '2026-11-24';
export const facts = factsOn(today);

export { planIds } from '@ordiplan/planner';

/** The answer of one option. */
export function quoteFor(id: PlanId, input: ScenarioInput, known: Facts = facts): Quote {
  return compare(input, known).quotes.find((quote) => quote.id === id)!;
}

/** Numbers for all parameters, each anywhere in its span: what must hold whatever the truth is. */
export const anyValues: fc.Arbitrary<Values> = fc.record(
  Object.fromEntries(
    assumptionKeys.map((key) => {
      const { low, high } = facts.assumptions[key];
      return [key, fc.double({ min: low, max: high, noNaN: true })];
    }),
  ) as Record<AssumptionKey, fc.Arbitrary<number>>,
);

/** The facts without a price for `sku` in either list. */
export function withoutPrice(sku: string, known: Facts = facts): Facts {
  const lists = Object.fromEntries(
    Object.entries(known.book.lists).map(([id, list]) => [
      id,
      { ...list, skus: Object.fromEntries(Object.entries(list.skus).filter(([name]) => name !== sku)) },
    ]),
  ) as PriceBook['lists'];
  return { ...known, book: { ...known.book, lists } };
}

/** Euro and cents, e.g. "11.67". */
export function euro(money: Money | undefined): string | undefined {
  return money?.euro.toFixed(2);
}

/** Low, likely and high in euro and cents. */
export function euros(spread: Spread<Money> | undefined): readonly (string | undefined)[] | undefined {
  return spread && [euro(spread.low), euro(spread.likely), euro(spread.high)];
}
