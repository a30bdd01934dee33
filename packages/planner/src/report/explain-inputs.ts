/** The inputs of a figure: which assumptions move it is found by turning each one, so no list can be out of date. */
import { assumptionsOf } from '../options/facts.ts';
import type { Size, Supply } from '../options/plan.ts';
import { recall, storageOf, usesOf } from '../options/sizing.ts';
import { newestRate } from '../prices/exchange.ts';
import { assumptionKeys, boundsOf, shareKeys, type AssumptionKey, type Span } from '../scenario/assumptions.ts';
import { defaultsFor, type ScenarioKey } from '../scenario/scenario.ts';
import { dayText, numberText, type Language } from '../units/text.ts';
import type { ExplanationInput, FigureId, Ground, Probe, Worked } from './explain-figures.ts';
import { amountText, chanceText, step } from './explain-text.ts';

/** All inputs: what the user stated, then what we suppose, then what lies outside of both. */
export function inputsOf(ground: Ground, worked: Worked, figure: FigureId): ExplanationInput[] {
  const { quote, supply } = ground;
  const { size, tenants } = quote.subject;
  const base = worked.probe(supply, { size, tenants });
  const movesWithTenants = [tenants + 1, 2 * tenants].some((count) => differs(base, worked.probe(supply, { size, tenants: count })));
  const stated: ScenarioKey[] = [...(movesWithTenants ? (['tenants'] as const) : []), ...worked.stated.filter((key) => key !== 'tenants')];
  const assumed = movingKeys(ground, worked.probe, worked.isSizing ? 'sizing' : figure).map((key) => assumptionInput(ground, key));
  return [
    ...stated.map((key) => statedInput(ground, key)),
    ...assumed.filter(({ kind }) => kind === 'changed'),
    ...assumed.filter(({ kind }) => kind !== 'changed'),
    ...machineInputs(ground, worked),
    ...rateInput(ground, worked),
  ];
}

/**
 * The assumptions that move at least one number of a probe when they are doubled or halved, in reading order. `name`
 * tells probes apart: what moves them is found once.
 */
export function movingKeys({ quote, option, supply }: Ground, probe: Probe, name: string): readonly AssumptionKey[] {
  const { size, tenants } = quote.subject;
  return recall(supply, `moves ${name} ${option.id} ${tenants} ${JSON.stringify(size)}`, () => {
    const base = probe(supply, { size, tenants });
    return assumptionKeys.filter((key) =>
      turned(key, supply.values[key]).some((value) => {
        // What was worked out with the former numbers does not hold any more.
        const other: Supply = { ...supply, values: { ...supply.values, [key]: value }, found: new Map() };
        return differs(base, probe(other, { size, tenants }));
      }),
    );
  });
}

function turned(key: AssumptionKey, value: number): number[] {
  const { least, most } = boundsOf(key);
  const others = value === 0 ? [Math.min(1, most)] : [value * 2, value / 2];
  return others.map((other) => Math.min(most, Math.max(least, other))).filter((other) => other !== value);
}

function differs(a: readonly (number | undefined)[], b: readonly (number | undefined)[]): boolean {
  return a.length !== b.length || a.some((one, i) => one !== b[i]);
}

/** What is stored comes in steps; of so many times the data the steps are too fine to hide a change. */
const manyTimes = 1_000_000;

/**
 * How full each limit is and how much is stored: what decides the size of a plan. Asked of the present size and of one
 * of each machine, since a type may have limits of its own.
 */
export function sizingProbe({ option }: Ground): Probe {
  return (supply, { size, tenants }) => {
    const shares = [size, ...oneOfEach(option.sizes(supply))].flatMap((one) =>
      usesOf(option, { size: one, tenants }, supply).map(({ share }) => share),
    );
    // Space that is sold by the GB shows what a box hides.
    const stored = storageOf(option, size, tenants * manyTimes, { ...supply, backupTo: 's3' });
    return [...shares, ...(stored === 'too much' ? [] : stored.map(({ quantity }) => quantity))];
  };
}

/** The first size with each machine. */
function oneOfEach(sizes: readonly Size[]): Size[] {
  const seen = new Set<string>();
  return sizes.filter(({ server, standby = '', database = '' }) => {
    const skus = [server, `${standby} beside`, `${database} inside`];
    const isNew = skus.some((sku) => !seen.has(sku));
    for (const sku of skus) seen.add(sku);
    return isNew;
  });
}

/** What all figures share that rest on the size and the prices of a plan. */
export function onSize(ground: Ground): Pick<Worked, 'probe' | 'isSizing' | 'stated'> {
  return { probe: sizingProbe(ground), isSizing: true, stated: sizingStated(ground) };
}

/** The inputs of the scenario that decide the size and the prices of a plan. */
export function sizingStated({ option }: Ground): ScenarioKey[] {
  return ['prices', 'orderOn', ...(option.backsUp.length > 0 ? (['backupTo'] as const) : []), 'queue', 'databases', 'sizeMargin'];
}

/** A figure that does not exist without a plan. */
export function without(ground: Ground, figure: FigureId): Omit<Worked, 'probe' | 'stated'> {
  const { words, say, comparison } = ground;
  const reason = say.noPlan(comparison.scenario.tenants);
  return { value: words.unknown, reason, formula: say.formula[figure], steps: [step(reason, words.unknown)], priced: [], isEstimate: true };
}

/** Without a plan figures of reliability are those of the smallest size. */
export function smallestReason({ quote, comparison, say }: Ground): { readonly reason?: string } {
  return quote.plan ? {} : { reason: say.smallest(comparison.scenario.tenants) };
}

function statedInput(ground: Ground, key: ScenarioKey): ExplanationInput {
  const { comparison, words, say, facts } = ground;
  const isPreset = key !== 'tenants' && defaultsFor(comparison.scenario, comparison.today)[key] === comparison.scenario[key];
  const source = key === 'vat' ? facts.book.vat[comparison.scenario.vat].evidence.title : isPreset ? say.preset : say.stated;
  return { name: words.field[key], key, ...statedValue(ground, key), kind: 'stated', source };
}

function statedValue({ comparison, language, say }: Ground, key: ScenarioKey): Pick<ExplanationInput, 'value' | 'unit'> {
  const { scenario, priceList } = comparison;
  const value = scenario[key];
  switch (key) {
    case 'tenants':
      return { value: numberText(scenario.tenants, language), unit: say.practices };
    case 'outageEuroPerHour':
      return { value: amountText(scenario.outageEuroPerHour, language), unit: say.perPracticeAndHour };
    case 'sizeMargin':
      return { value: amountText(scenario.sizeMargin, language), unit: say.deviations };
    case 'vat':
      return { value: chanceText(Number(priceList.vatRate), language), unit: say.noUnit };
    case 'orderOn':
      return { value: dayText(scenario.orderOn, language), unit: say.noUnit };
    default:
      return { value: say.choice[key]?.[String(value)] ?? String(value), unit: say.noUnit };
  }
}

const noSourceInFile = 'No source found';

function assumptionInput({ comparison, facts, language, say }: Ground, key: AssumptionKey): ExplanationInput {
  const { scenario } = comparison;
  const assumption = assumptionsOf(scenario, facts)[key];
  const { unit, meaning, kind, source } = assumption;
  const isChanged = scenario.assumptions[key] !== undefined;
  const shownUnit = unit === '1' && shareKeys.has(key) ? 'share' : unit;
  return {
    name: meaning[language],
    key,
    ...spanTexts(assumption, language),
    unit: say.unit[shownUnit] ?? shownUnit,
    kind: isChanged ? 'changed' : kind,
    source: isChanged ? say.changed : source === noSourceInFile ? say.noSource : source,
  };
}

/** The machines of the plan where another size would change the figure, and their speed where that moves it. */
function machineInputs(ground: Ground, { probe }: Worked): ExplanationInput[] {
  const { quote, option, supply, facts, language, say } = ground;
  const { plan } = quote;
  if (!plan) return [];
  const { size, tenants } = plan;
  const base = probe(supply, { size, tenants });
  const others = [...oneOfEach(option.sizes(supply)), { ...size, cells: (size.cells ?? 1) + 1 }];
  if (!others.some((other) => differs(base, probe(supply, { size: other, tenants })))) return [];
  const skus = [...new Set([size.server, size.standby, size.database].flatMap((sku) => sku ?? []))];
  const faster = (sku: string): Supply => ({
    ...supply,
    coresOf: (one) => supply.coresOf(one) * (one === sku ? 2 : 1),
    found: new Map(),
  });
  const speeds = skus.filter((sku) => differs(base, probe(faster(sku), { size, tenants })));
  return [
    { name: say.machines, value: quote.machines!, unit: say.machine, kind: 'derived', source: say.machinesSource },
    ...speeds.map((sku): ExplanationInput => {
      const { label, referenceCores, evidence } = facts.machines.machines[sku]!;
      return { name: say.speed(label), ...spanTexts(referenceCores, language), unit: say.cores, kind: 'derived', source: evidence };
    }),
  ];
}

/** A likely value, and its span unless it is a single number. */
function spanTexts({ low, likely, high }: Span, language: Language): Pick<ExplanationInput, 'value' | 'range'> {
  const value = amountText(likely, language);
  return low === high ? { value } : { value, range: `${amountText(low, language)}\u2013${amountText(high, language)}` };
}

/** The exchange rate, where a price is in dollars. */
function rateInput({ facts, comparison, language, say }: Ground, { priced }: Worked): ExplanationInput[] {
  const rate = newestRate(facts.book.exchangeRates, comparison.scenario.orderOn);
  if (!rate || !priced.some(({ row }) => row?.currency === 'USD')) return [];
  return [
    {
      name: say.rate,
      value: numberText(Number(rate.usdPerEur), language, rateDecimals),
      unit: say.rateUnit,
      kind: 'sourced',
      source: say.on(rate.evidence.title, rate.on),
    },
  ];
}

const rateDecimals = 4;
