/** The schema of the result refuses what no planner writes: each of these changes to a true document alone. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { compare, flips, printedQuotes, ranges, recommendedQuote, resultOf, roadmap, toJson } from '@ordiplan/planner';
import { resultSchema } from '@ordiplan/planner/schema';
import { describe, expect, it } from 'vitest';
import { facts } from '../answers.ts';

const validate = new Ajv2020({ strict: true }).compile(resultSchema);
const few = { draws: 5, seed: 1 };

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

const comparison = compare({ tenants: 12, tenantsIn12Months: 30, outageEuroPerHour: 35, measuredAvailability: 99.9 }, facts);
const { scenario, quotes } = comparison;
const written = toJson(
  resultOf(comparison, {
    draws: few,
    ranges: ranges(printedQuotes(comparison, { all: false }), { scenario, facts }, few),
    flips: flips(scenario, facts),
    roadmap: roadmap(quotes, recommendedQuote(comparison)?.id, { scenario, facts }),
  }),
);
const single = quotes.findIndex(({ id }) => id === 'single');

it('the true document is taken', () => {
  expect([validate(JSON.parse(written)), validate.errors]).toEqual([true, null]);
});

const missing: Path[] = [
  ['$schema'],
  ['schemaVersion'],
  ['planner'],
  ['today'],
  ['scenario'],
  ['scenario', 'tenants'],
  ['scenario', 'measuredAvailability'],
  ['priceList', 'exchangeRate'],
  ['load', 'peakRps'],
  ['quotes'],
  ['quotes', single, 'plan'],
  ['quotes', single, 'plan', 'size', 'server'],
  ['quotes', single, 'bill', 'gross'],
  ['quotes', single, 'bill', 'items', 0, 'unitPrice', 'likely'],
  ['quotes', single, 'bill', 'items', 0, 'row', 'evidence'],
  ['quotes', single, 'totalCost', 'sum'],
  ['quotes', single, 'totalCost', 'sum', 'basis'],
  ['quotes', single, 'availability', 'byCause'],
  ['quotes', single, 'gates', 'legal'],
  ['quotes', single, 'gates', 'results', 0, 'rule', 'source'],
  ['quotes', single, 'nextChange'],
  ['quotes', single, 'steps', 0, 'net'],
  ['recommendation', 'kind'],
  ['ratings', 'single', 'production'],
  ['envelopes', 'basic', 0, 'cheapest'],
  ['draws', 'seed'],
  ['ranges', 'single', 'chances'],
  ['flips', 0, 'isWithinSpan'],
  ['roadmap', 'paths', 0, 'months', 3, 'isEnough'],
  ['roadmap', 'shocked', 'shock', 'dollar'],
];

const replaced: [Path, Json][] = [
  [['$schema'], 'urn:ordiplan:result:2'],
  [['schemaVersion'], 1],
  [['schemaVersion'], '2.0.0'],
  [['planner'], 'newest'],
  [['today'], '24.11.2026'],
  [['scenario', 'tenants'], '12'],
  [['scenario', 'tenants'], 12.5],
  [['scenario', 'vat'], 'CH'],
  [['scenario', 'targetEuroPerMonth'], 'none'],
  [['scenario', 'assumptions'], { fastMs: 3 }],
  [['scenario', 'assumptions'], { slowMs: { low: 1, likely: 2, high: 3 } }],
  [['load', 'peakRps'], 'NaN'],
  [['load', 'peakRps'], null],
  [['quotes', single, 'id'], 'double'],
  [['quotes', single, 'reach'], -1],
  [['quotes', single, 'availability', 'total'], 'NaN'],
  [['quotes', single, 'availability', 'total'], 99.95],
  [['quotes', single, 'availability', 'byCause', 'weather'], 1],
  [['quotes', single, 'bill', 'net', 'low', 'euro'], 12.19],
  [['quotes', single, 'bill', 'net', 'low', 'euro'], '12.1'],
  [['quotes', single, 'bill', 'net', 'low', 'euro'], '1.2e+1'],
  [['quotes', single, 'bill', 'net', 'low', 'euro'], 'NaN.00'],
  [['quotes', single, 'bill', 'net', 'low', 'euro'], '12,19'],
  [['quotes', single, 'bill', 'net', 'low', 'basis'], 'gross'],
  [['quotes', single, 'bill', 'gross', 'low', 'basis'], 'net'],
  [['quotes', single, 'bill', 'net', 'low', 'per'], 'hour'],
  [['quotes', single, 'gates', 'status'], 'ok'],
  [['quotes', single, 'gates', 'results', 0, 'reason', 'code'], 'backup.maybe'],
  [['quotes', single, 'findings', 0, 'severity'], 'grave'],
  [['quotes', single, 'lostWork', 'files', 'hostLoss'], 'nothing'],
  [['quotes', single, 'capacity', 'binding', 'resource'], 'luck'],
  [['recommendation', 'kind'], 'perhaps'],
  [['ratings', 'single', 'cost', 'stars'], 6],
  [['ranges', 'single', 'reach', 'p50'], null],
  [['flips', 0, 'subject', 'kind'], 'mood'],
  [['roadmap', 'paths', 0, 'id'], 'worst'],
  [['roadmap', 'paths'], {}],
];

const nameOf = (path: Path) => path.join('.');

describe('a field that is missing is refused:', () => {
  it.each(missing.map((path) => [nameOf(path), path] as const))('%s', (_name, path) => {
    expect(validate(changed(path, (parent, key) => Reflect.deleteProperty(parent, key)))).toBe(false);
  });
});

describe('a value that it cannot have is refused:', () => {
  it.each(replaced.map(([path, value]) => [nameOf(path), value, path] as const))('%s is %j', (_name, value, path) => {
    expect(validate(changed(path, (parent, key) => (parent[key] = value)))).toBe(false);
  });
});

it('a further field is refused in every object, and an object in every place of a word or number', { timeout: 120_000 }, () => {
  const { objects, leaves } = placesOf(JSON.parse(written) as Json);
  expect(objects.length).toBeGreaterThan(100);
  expect(leaves.length).toBeGreaterThan(300);
  const document = JSON.parse(written) as Json;
  const taken = [...objects.filter((path) => isTaken([...path, 'further'], 1)), ...leaves.filter((path) => isTaken(path, { wrong: true }))];
  expect(taken.map(nameOf)).toEqual([]);
  // Each change was taken back.
  expect(validate(document)).toBe(true);

  function isTaken(path: Path, value: Json): boolean {
    const parent = parentOf(document, path);
    const key = String(path.at(-1));
    const before = parent[key];
    parent[key] = value;
    const isValid = validate(document);
    if (before === undefined) Reflect.deleteProperty(parent, key);
    else parent[key] = before;
    return isValid;
  }
});

/** A copy of the true document with one change at a place that exists, or would be new in an object that does. */
function changed(path: Path, change: (parent: Record<string, Json>, key: string) => void): Json {
  const document = JSON.parse(written) as Json;
  change(parentOf(document, path), String(path.at(-1)));
  return document;
}

function parentOf(document: Json, path: Path): Record<string, Json> {
  const parent = path.slice(0, -1).reduce<Json>((part, key) => (part as Record<string, Json>)[key]!, document);
  if (typeof parent !== 'object' || parent === null) throw new Error(`${nameOf(path)} has no parent in the document.`);
  return parent as Record<string, Json>;
}

/** One place of each kind: entries of a list and designs count as one kind. */
function placesOf(document: Json): { objects: Path[]; leaves: Path[] } {
  const kinds = new Map<string, { path: Path; isObject: boolean }>();
  walk(document, []);
  const all = [...kinds.values()];
  return {
    objects: all.filter((one) => one.isObject).map(({ path }) => path),
    leaves: all.filter((one) => !one.isObject).map(({ path }) => path),
  };

  function walk(part: Json, path: Path): void {
    const isObject = typeof part === 'object' && part !== null;
    if (!Array.isArray(part)) {
      const kind = `${path.map((key) => (typeof key === 'number' ? '*' : key)).join('.')} ${isObject}`;
      if (!kinds.has(kind)) kinds.set(kind, { path, isObject });
    }
    if (!isObject) return;
    for (const [key, inner] of Object.entries(part)) walk(inner, [...path, Array.isArray(part) ? Number(key) : key]);
  }
}
