/** The shipped facts: price book, machines and assumptions of data/*.json, checked once on loading. */
import assumptionsJson from '../../data/assumptions.json' with { type: 'json' };
import machinesJson from '../../data/machines.json' with { type: 'json' };
import pricingJson from '../../data/pricing.json' with { type: 'json' };
import { parseAssumptions, parseMachines, parsePriceBook, type Facts } from './src/index.ts';

const shipped = {
  book: parsePriceBook(pricingJson),
  machines: parseMachines(machinesJson),
  assumptions: parseAssumptions(assumptionsJson),
};

/** The shipped facts as of `today` (ISO day). */
export function factsOn(today: string): Facts {
  return { ...shipped, today };
}
