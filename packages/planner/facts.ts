/** The shipped facts: price book, machines and assumptions of data/*.json, checked once, when they are first asked for. */
import assumptionsJson from '../../data/assumptions.json' with { type: 'json' };
import machinesJson from '../../data/machines.json' with { type: 'json' };
import pricingJson from '../../data/pricing.json' with { type: 'json' };
import { parseAssumptions, parseMachines, parsePriceBook, type Facts } from './src/index.ts';

let shipped: Omit<Facts, 'today'> | undefined;

/** The shipped facts as of `today` (ISO day). Throws if a file is wrong: not on loading, or no command could say what is wrong. */
export function factsOn(today: string): Facts {
  shipped ??= {
    book: parsePriceBook(pricingJson),
    machines: parseMachines(machinesJson),
    assumptions: parseAssumptions(assumptionsJson),
  };
  return { ...shipped, today };
}
