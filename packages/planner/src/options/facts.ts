/** Facts: everything that is known beside the scenario, and what a scenario may buy and reckon with because of it. */
import { machineOf, type Machines } from '../models/machines.ts';
import { bill, middle, type Bill } from '../prices/bill.ts';
import { isSold, priceOf, stockOf, type PriceQuestion } from '../prices/price-book.ts';
import type { Catalogue, PriceBook } from '../prices/schema.ts';
import { valuesOf, type Assumptions } from '../scenario/assumptions.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Plan, Site, Supply } from './plan.ts';

/** `today` is an ISO day: the library reads no clock. */
export interface Facts {
  readonly book: PriceBook;
  readonly machines: Machines;
  readonly assumptions: Assumptions;
  readonly today: string;
}

/** The supply of a scenario when every parameter and every machine has its likely value. */
export function likelySupply(scenario: Scenario, facts: Facts): Supply {
  return {
    ...offer(scenario, facts.book),
    machines: facts.machines,
    values: valuesOf(facts.assumptions, (a) => a.likely),
    coresOf: (sku) => machineOf(facts.machines, sku).referenceCores.likely,
  };
}

/** Where the servers of a plan stand; the stock of other sites does not help. */
const mainSite: Site = 'nbg1';

/**
 * What can be ordered on the day of the scenario. A withdrawn type is never planned, and a type that was seen sold out
 * within the last days is left out; in its place the alternatives join the list, cheapest first.
 */
export function offer(scenario: Scenario, book: PriceBook): Pick<Supply, 'catalogue' | 'canOrder'> {
  const list = book.lists[scenario.prices];
  const day = scenario.orderOn;
  const canOrder = (sku: string, site: Site = mainSite) => isSold(list, sku, day) && stockOf(list, sku, { site, day }).orderable !== 'no';
  const servers = list.catalogue.servers.filter((sku) => canOrder(sku));
  const alternatives = list.catalogue.alternatives.filter((sku) => canOrder(sku));
  const isComplete = servers.length === list.catalogue.servers.length;
  const catalogue: Catalogue = {
    ...list.catalogue,
    servers: isComplete ? servers : cheapestFirst([...servers, ...alternatives]),
    alternatives,
  };
  return { catalogue, canOrder };

  function cheapestFirst(skus: readonly string[]): string[] {
    const euro = (sku: string) => {
      const price = priceOf(list, sku, questionOf(scenario, book));
      return price ? middle(price).euro.toNumber() : Infinity;
    };
    return [...skus].sort((a, b) => euro(a) - euro(b));
  }
}

/** Prices a plan by the list of the scenario, everything ordered on its day. */
export function billOf(plan: Plan, scenario: Scenario, book: PriceBook): Bill {
  return bill(plan.components, {
    list: book.lists[scenario.prices],
    question: questionOf(scenario, book),
    vatRate: book.vat[scenario.vat].rate,
    tenants: plan.tenants,
  });
}

function questionOf(scenario: Scenario, book: PriceBook): PriceQuestion {
  return { book, orderedOn: scenario.orderOn, day: scenario.orderOn };
}
