/** The shipped facts: price book, machines, assumptions, contracts and versions of data/*.json, checked once, when they are first asked for. */
import assumptionsJson from '../../data/assumptions.json' with { type: 'json' };
import complianceJson from '../../data/compliance.json' with { type: 'json' };
import contractsJson from '../../data/contracts.json' with { type: 'json' };
import machinesJson from '../../data/machines.json' with { type: 'json' };
import pricingJson from '../../data/pricing.json' with { type: 'json' };
import versionsJson from '../../data/versions.json' with { type: 'json' };
import {
  parseAssumptions,
  parseCompliance,
  parseContracts,
  parseMachines,
  parsePriceBook,
  parseVersions,
  type Facts,
} from './src/index.ts';

let shipped: Omit<Facts, 'today'> | undefined;

/** The shipped facts as of `today` (ISO day). Throws if a file is wrong: not on loading, or no command could say what is wrong. */
export function factsOn(today: string): Facts {
  shipped ??= {
    book: parsePriceBook(pricingJson),
    machines: parseMachines(machinesJson),
    assumptions: parseAssumptions(assumptionsJson),
    contracts: parseContracts(contractsJson),
    compliance: parseCompliance(complianceJson),
    versions: parseVersions(versionsJson),
  };
  return { ...shipped, today };
}
