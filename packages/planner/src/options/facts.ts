/** Facts: everything that is known beside the scenario, and what a scenario may buy and reckon with because of it. */
import { machineOf, type Machines } from '../models/machines.ts';
import { bill, middle, type Bill } from '../prices/bill.ts';
import type { Compliance } from '../prices/compliance.ts';
import type { Contracts } from '../prices/contracts.ts';
import { isSold, priceOf, stockOf, type Price, type PriceQuestion } from '../prices/price-book.ts';
import type { PriceBook } from '../prices/schema.ts';
import { valuesOf, type AssumptionKey, type Assumptions } from '../scenario/assumptions.ts';
import { maxTenants, type Scenario } from '../scenario/scenario.ts';
import type { Offer, Plan, Site, Supply } from './plan.ts';
import type { Versions } from './versions.ts';

/** `today` is an ISO day: the library reads no clock. */
export interface Facts {
  readonly book: PriceBook;
  readonly machines: Machines;
  readonly assumptions: Assumptions;
  readonly contracts: Contracts;
  readonly compliance: Compliance;
  readonly versions: Versions;
  readonly today: string;
}

/**
 * The supply of a scenario when every parameter and every machine has its likely value. The last one is kept: what was
 * worked out with it (curves, limits) holds for every number of practices, so that a slider need not wait for it.
 */
export function likelySupply(scenario: Scenario, facts: Facts): Supply {
  const { prices, orderOn, runningSince, domain, queue, databases, sizeMargin, backupTo, assumptions } = scenario;
  const key = JSON.stringify([prices, orderOn, runningSince, domain, queue, databases, sizeMargin, backupTo, assumptions]);
  const isSame =
    last?.key === key && last.book === facts.book && last.machines === facts.machines && last.assumptions === facts.assumptions;
  if (last && isSame) return last.supply;
  const supply = supplyOf(scenario, offer(scenario, facts), {
    values: valuesOf(assumptionsOf(scenario, facts), (a) => a.likely),
    coresOf: (sku) => machineOf(facts.machines, sku).referenceCores.likely,
  });
  last = { key, book: facts.book, machines: facts.machines, assumptions: facts.assumptions, supply };
  return supply;
}

let last: (Pick<Facts, 'book' | 'machines' | 'assumptions'> & { readonly key: string; readonly supply: Supply }) | undefined;

/** A supply from an offer and the numbers to reckon with. */
export function supplyOf(scenario: Scenario, offered: Offer, numbers: Pick<Supply, 'values' | 'coresOf'>): Supply {
  const { queue, databases, sizeMargin, backupTo } = scenario;
  return { ...offered, ...numbers, rules: { queue, databases, margin: sizeMargin }, backupTo, maxTenants, found: new Map() };
}

/** Where the servers of a plan stand; the stock of other sites does not help. */
const mainSite: Site = 'nbg1';

/**
 * What can be ordered on the day of the scenario. A withdrawn type is never planned, and a type that was seen sold out
 * within the last days is left out; in its place the alternatives join the list, cheapest first.
 */
export function offer(scenario: Scenario, { book, machines }: Pick<Facts, 'book' | 'machines'>): Offer {
  const list = book.lists[scenario.prices];
  const day = scenario.orderOn;
  const question = questionOf(scenario, book);
  const price = remembered((sku: string) => priceOf(list, sku, question));
  const euro = remembered((sku: string) => {
    const known = price(sku);
    return known && middle(known).euro.toNumber();
  });
  const canOrder = (sku: string, site: Site = mainSite) => isSold(list, sku, day) && stockOf(list, sku, { site, day }).orderable !== 'no';
  const firstChoice = list.catalogue.servers.filter((sku) => canOrder(sku));
  const alternatives = list.catalogue.alternatives.filter((sku) => canOrder(sku));
  const isComplete = firstChoice.length === list.catalogue.servers.length;
  const servers = isComplete ? firstChoice : cheapestFirst([...firstChoice, ...alternatives]);
  return {
    catalogue: { ...list.catalogue, servers, alternatives },
    larger: isComplete ? cheapestFirst(alternatives.filter((sku) => isLarger(sku, firstChoice.at(-1)!))) : [],
    machines,
    canOrder,
    priceOf: price,
    euroOf: euro,
    euroAtLeast: remembered(atLeast),
    priced: new Map(),
  };

  /** A larger one of a line never costs less: the price list is checked for that. */
  function atLeast(sku: string): number {
    const { servers: line, databases, boxes } = list.catalogue;
    const smaller = [line, databases, boxes].flatMap((skus) => skus.slice(0, Math.max(0, skus.indexOf(sku) + 1)));
    const known = smaller.flatMap((one) => euro(one) ?? []);
    return euro(sku) ?? Math.max(0, ...known);
  }

  function cheapestFirst(skus: readonly string[]): string[] {
    return [...skus].sort((a, b) => (euro(a) ?? Infinity) - (euro(b) ?? Infinity) || 0);
  }

  /** Whether `sku` runs the same programs and has at least the memory of `than`. */
  function isLarger(sku: string, than: string): boolean {
    const [one, other] = [machineOf(machines, sku), machineOf(machines, than)];
    return one.architecture === other.architecture && one.ramGb >= other.ramGb;
  }
}

/** The same answers, each worked out once. */
function remembered<Answer>(ask: (sku: string) => Answer): (sku: string) => Answer {
  const known = new Map<string, Answer>();
  return (sku) => {
    if (!known.has(sku)) known.set(sku, ask(sku));
    return known.get(sku)!;
  };
}

/** The assumptions of a scenario: those of the file, and in their place what the user measured or knows better. */
export function assumptionsOf({ assumptions: own }: Scenario, { assumptions }: Pick<Facts, 'assumptions'>): Assumptions {
  const replaced = Object.entries(own).map(([key, span]) => [
    key,
    { ...assumptions[key as AssumptionKey], ...span, kind: 'measured', source: ownFigure },
  ]);
  return { ...assumptions, ...(Object.fromEntries(replaced) as Partial<Assumptions>) };
}

/** The source of a figure that the user stated. */
const ownFigure = 'Stated in the scenario';

/** Prices a plan by the list of the scenario, everything ordered on its day. */
export function billOf(plan: Plan, scenario: Scenario, book: PriceBook): Bill {
  return bill(plan.components, {
    list: book.lists[scenario.prices],
    question: questionOf(scenario, book),
    vatRate: book.vat[scenario.vat].rate,
    tenants: plan.tenants,
  });
}

/** Prices of parts that run since an earlier day. */
export type LockedPrice = (sku: string) => Price | undefined;

/** The prices of what runs since the day of the scenario; those of today if nothing runs yet. */
export function lockedPrices(scenario: Scenario, { book }: Pick<Facts, 'book'>, supply: Supply): LockedPrice {
  if (scenario.runningSince === scenario.orderOn) return supply.priceOf;
  const question = { ...questionOf(scenario, book), orderedOn: scenario.runningSince };
  return (sku) => priceOf(book.lists[scenario.prices], sku, question);
}

function questionOf(scenario: Scenario, book: PriceBook): PriceQuestion {
  return { book, orderedOn: scenario.orderOn, day: scenario.orderOn };
}
