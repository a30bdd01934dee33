/** Facts: everything that is known beside the scenario, and what a scenario may buy and reckon with because of it. */
import { machineOf, type Machines } from '../models/machines.ts';
import { bill, type Bill } from '../prices/bill.ts';
import type { PriceBook, PriceQuestion } from '../prices/price-book.ts';
import { valuesOf, type Assumptions } from '../scenario/assumptions.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Plan, Supply } from './plan.ts';

/** `today` is an ISO day: the library reads no clock. */
export interface Facts {
  readonly book: PriceBook;
  readonly machines: Machines;
  readonly assumptions: Assumptions;
  readonly today: string;
}

/** The supply of a scenario when every parameter and every machine has its likely value. */
export function likelySupply(scenario: Scenario, { book, machines, assumptions }: Facts): Supply {
  return {
    catalogue: book.lists[scenario.prices].catalogue,
    machines,
    values: valuesOf(assumptions, (a) => a.likely),
    coresOf: (sku) => machineOf(machines, sku).referenceCores.likely,
  };
}

/** Prices a plan by the list of the scenario, everything ordered on its day. */
export function billOf(plan: Plan, scenario: Scenario, book: PriceBook): Bill {
  const question: PriceQuestion = { book, orderedOn: scenario.orderOn, day: scenario.orderOn };
  return bill(plan.components, {
    list: book.lists[scenario.prices],
    question,
    vatRate: book.vat[scenario.vat].rate,
    tenants: plan.tenants,
  });
}
