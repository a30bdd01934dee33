/** Answers of the planner as the tests ask for them: the shipped facts of one day, and one quote of a comparison. */
import {
  compare,
  type Facts,
  type Money,
  type PlanId,
  type PriceBook,
  type Quote,
  type ScenarioInput,
  type Spread,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';

export const today = '2026-11-24';
export const facts = factsOn(today);

export const planIds: readonly PlanId[] = ['solo', 'single', 'managed-db', 'managed-db-as-quoted', 'pair', 'pair-as-quoted'];

/** The answer of one option. */
export function quoteFor(id: PlanId, input: ScenarioInput, known: Facts = facts): Quote {
  return compare(input, known).quotes.find((quote) => quote.id === id)!;
}

/** The facts without a price for `sku` in either list. */
export function withoutPrice(sku: string): Facts {
  const lists = Object.fromEntries(
    Object.entries(facts.book.lists).map(([id, list]) => [
      id,
      { ...list, skus: Object.fromEntries(Object.entries(list.skus).filter(([name]) => name !== sku)) },
    ]),
  ) as PriceBook['lists'];
  return { ...facts, book: { ...facts.book, lists } };
}

/** Euro and cents, e.g. "11.67". */
export function euro(money: Money | undefined): string | undefined {
  return money?.euro.toFixed(2);
}

/** Low, likely and high in euro and cents. */
export function euros(spread: Spread<Money> | undefined): readonly (string | undefined)[] | undefined {
  return spread && [euro(spread.low), euro(spread.likely), euro(spread.high)];
}
