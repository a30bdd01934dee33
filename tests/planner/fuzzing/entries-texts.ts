/** Entry points that take the data and texts of strangers: scenarios, links, files. */
import fc from 'fast-check';
import {
  addDays,
  checkPrices,
  compare,
  daysBetween,
  figuresFile,
  isIsoDate,
  pairsOf,
  parseAssumptions,
  parseCompliance,
  parseContracts,
  parseMachines,
  parsePriceBook,
  parseScenario,
  parseVersions,
  proposeBook,
  readFiguresFile,
  readLink,
  readPairs,
  type Link,
  type Observations,
  type ScenarioInput,
  type Statement,
} from '@ordiplan/planner';
import assumptions from '../../../data/assumptions.json' with { type: 'json' };
import compliance from '../../../data/compliance.json' with { type: 'json' };
import contracts from '../../../data/contracts.json' with { type: 'json' };
import machines from '../../../data/machines.json' with { type: 'json' };
import pricing from '../../../data/pricing.json' with { type: 'json' };
import versions from '../../../data/versions.json' with { type: 'json' };
import { anyScenario } from '../any-scenario.ts';
import { facts, today } from '../answers.ts';
import { hostileQuery } from '../hostile-query.ts';
import { entry, type Entry } from './entry.ts';
import { any, faultOfError, noWrongNumber } from './outcome.ts';
import { anything, anyText, mutated } from './values.ts';

const scenario = {
  tenants: 25,
  tenantsIn12Months: 40,
  vat: 'DE',
  orderOn: '2026-11-01',
  domain: 'praxis.example.at',
  targetEuroPerMonth: 'any',
  targetAvailability: 99.9,
  productionInMonths: 6,
  assumptions: { fastMs: { low: 2, likely: 3, high: 5 }, heavyMs: 300, openDaysPerYear: 250 },
};

const hostileScenario = fc.oneof(anything, mutated(scenario), mutated(mutableScenario()));
function mutableScenario(): unknown {
  return fc.sample(anyScenario, { numRuns: 1, seed: 7 })[0];
}

const pairs = fc.array(
  fc.tuple(fc.oneof(fc.constantFrom(...Object.keys(scenario), 'v', 'at', 'with'), anyText), fc.oneof(anyText, hostileQuery)),
  { maxLength: 6 },
);
/** Problems are errors that are handed back: they must be as sound as those that are thrown. */
function faultOfStatement(statement: Statement | Link): string | undefined {
  const [fault] = statement.problems.flatMap((problem) => faultOfError(problem) ?? []);
  return fault ? `a problem ${fault}` : noWrongNumber(statement.stated);
}

const figures = JSON.parse(
  figuresFile({ fastMs: { low: 2, likely: 3, high: 5 }, maxCpu: { low: 0.5, likely: 0.6, high: 0.7 } }, today),
) as unknown;
const fileText = mutated(figures).map((file) => {
  try {
    return JSON.stringify(file) ?? '';
  } catch {
    return String(Object.prototype.toString.call(file));
  }
});

const observed: Observations = {
  asked: ['server', 'address', 'load-balancer'],
  prices: [
    {
      sku: 'hetzner.cloud.cx33',
      what: 'net',
      amount: '8.4900000000',
      gross: '10.1031000000',
      vatPercent: '19',
      hourly: '0.0136000000',
      currency: 'EUR',
      includedTrafficTb: 20,
      site: 'nbg1',
      title: 'Hetzner Cloud API',
    },
    { sku: 'hetzner.cloud.cx43', what: 'net', amount: '17.49', currency: 'EUR', title: 'Hetzner Cloud API' },
    { sku: 'hetzner.cloud.backups', what: 'percent', amount: '20', currency: 'EUR', title: 'Hetzner Cloud API' },
  ],
  stock: [{ sku: 'hetzner.cloud.cx33', site: 'nbg1', orderable: 'no', title: 'Hetzner Cloud API' }],
  rates: [{ on: '2026-11-20', usdPerEur: '1.1612', title: 'ECB' }],
};
/** Observations that a program hands over: their texts may say anything, their form is the compiler's. */
const strangeObservations = fc
  .record({
    field: fc.constantFrom('sku', 'amount', 'gross', 'vatPercent', 'hourly', 'currency', 'site', 'title'),
    at: fc.nat({ max: 2 }),
    value: anyText,
    rate: fc.oneof(fc.constant('1.1612'), anyText),
    on: fc.oneof(fc.constantFrom('2026-11-20', today), anyText),
    day: fc.oneof(fc.constant(today), anyText),
  })
  .map(({ field, at, value, rate, on, day }) => ({
    seen: {
      ...observed,
      prices: observed.prices.map((price, i) => (i === at ? { ...price, [field]: value } : price)),
      rates: [{ on, usdPerEur: rate, title: 'ECB' }],
    },
    day,
  }));

const files = [
  ['parsePriceBook', parsePriceBook, pricing],
  ['parseMachines', parseMachines, machines],
  ['parseAssumptions', parseAssumptions, assumptions],
  ['parseContracts', parseContracts, contracts],
  ['parseCompliance', parseCompliance, compliance],
  ['parseVersions', parseVersions, versions],
] as const;

export const textEntries: readonly Entry[] = [
  entry('parseScenario', hostileScenario, (input) => parseScenario(input, today), { runs: 14_000 }),
  entry('parseScenario on any day', anyText, (day) => parseScenario({ tenants: 25 }, day), { runs: 2000 }),
  entry('compare of anything', hostileScenario.filter(isRefused), (input) => compare(input as ScenarioInput, facts), { runs: 4000 }),
  entry('pairsOf', fc.oneof(anyText, hostileQuery), pairsOf, { runs: 6000 }),
  entry('readPairs', pairs, (read) => readPairs(read, today), { runs: 5000, fault: faultOfStatement }),
  entry('readLink', fc.oneof(pairs, hostileQuery.map(pairsOf)), (read) => readLink(read, today), { runs: 5000, fault: faultOfStatement }),
  entry('readFiguresFile', fc.oneof(anyText, fileText), readFiguresFile, { runs: 8000 }),
  entry('isIsoDate', anyText, isIsoDate, { runs: 2000 }),
  entry('daysBetween', fc.tuple(anyText, anyText), ([from, to]) => daysBetween(from, to), { runs: 2000 }),
  entry('addDays', fc.tuple(anyText, fc.double()), ([from, days]) => addDays(from, days), { runs: 2000 }),
  ...files.flatMap(([name, parse, data]) => [
    entry(`${name} of anything`, anything, (json): unknown => parse(json), { runs: 2000, fault: any }),
    entry(`${name} of true data with a change`, mutated(data), (json): unknown => parse(json), {
      runs: name === 'parsePriceBook' ? 1000 : 2000,
      fault: any,
    }),
  ]),
  entry(
    'checkPrices',
    fc.tuple(fc.oneof(anything, mutated(pricing)), fc.oneof(anything, mutated(pricing))),
    ([book, base]) => checkPrices(book, { today, machines: facts.machines, base }),
    {
      runs: 1200,
    },
  ),
  entry('proposeBook', strangeObservations, ({ seen, day }) => proposeBook(facts.book, seen, { day }), { runs: 1500, fault: any }),
];

/** Whether nothing is calculated for it: what is taken is the matter of another property. */
function isRefused(input: unknown): boolean {
  try {
    parseScenario(input, today);
    return false;
  } catch {
    return true;
  }
}
