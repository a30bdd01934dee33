/** Evidence of growth: how far the machines reach, what the next step costs, the load of the practices, the space of the backup. */
import type { Capacity } from '../advice/quote.ts';
import type { Load } from '../models/load.ts';
import { billOf } from '../options/facts.ts';
import { storageOf, usesOf } from '../options/sizing.ts';
import type { LineItem } from '../prices/bill.ts';
import { maxTenants } from '../scenario/scenario.ts';
import { largestThat } from '../units/search.ts';
import { numberText, stepText } from '../units/text.ts';
import type { ExplanationStep, Ground, Probe, Worked } from './explain-figures.ts';
import { onSize, smallestReason, without } from './explain-inputs.ts';
import { amountText, formulaText, spanText, step, withUnit } from './explain-text.ts';

/** Each limit alone, and the smallest of them: what lies before the next change. */
export function reach(ground: Ground): Worked {
  const { quote, language, words, say } = ground;
  const common = onSize(ground);
  if (!quote.capacity) return { ...without(ground, 'reach'), ...common };
  const count = (tenants: number) =>
    tenants >= maxTenants ? words.orMore(numberText(maxTenants, language)) : numberText(tenants, language);
  const limits = [...limitsOf(ground, quote.capacity)].sort((a, b) => a.tenants - b.tenants);
  const end = quote.nextChange ? quote.nextChange.at - 1 : maxTenants;
  const isBox = quote.nextChange?.cause.place === 'backup';
  return {
    ...common,
    value: count(end),
    ...(quote.nextChange ? {} : { reason: say.noChange }),
    formula: say.formula.reach,
    steps: [
      ...limits.map(({ place, resource, tenants }) => step(say.limitAlone(words.limit(place, resource)), count(tenants))),
      ...(isBox ? [step(say.boxAlone, count(end))] : []),
      step(say.smallestOfAll, count(end)),
    ],
    priced: [],
    isEstimate: true,
  };
}

/**
 * What each limit allows alone. Of two sizes for the same money the curve takes the larger one, and the reach is read
 * off the curve: then the limits are those of that size.
 */
function limitsOf({ quote, option, supply, comparison }: Ground, { limits }: Capacity): Capacity['limits'] {
  const onCurve = quote.steps.find(({ to }) => to >= comparison.scenario.tenants)?.plan;
  if (!onCurve || JSON.stringify(onCurve.size) === JSON.stringify(quote.plan?.size)) return limits;
  return limits.map(({ place, resource }) => {
    const shareAt = (tenants: number) =>
      usesOf(option, { size: onCurve.size, tenants }, supply).find((use) => use.place === place && use.resource === resource)!.share;
    return { place, resource, tenants: largestThat((tenants) => shareAt(tenants) <= 1, maxTenants) };
  });
}

/** The bill after the next change less the one before. */
export function nextStep(ground: Ground): Worked {
  const { quote, language, words, say } = ground;
  const common = onSize(ground);
  const next = quote.nextChange;
  if (!quote.plan) return { ...without(ground, 'nextStep'), ...common };
  const none = { ...common, formula: say.formula.nextStep, priced: [], isEstimate: true };
  if (!next) return { ...none, value: say.nothing, reason: say.noChange, steps: [step(say.noChange, say.nothing)] };
  if (next.to === undefined) return { ...none, value: say.noLarger, reason: say.noNext, steps: [step(say.noNext, say.noLarger)] };
  const before = quote.steps.find(({ to }) => to === next.at - 1)!;
  const after = quote.steps.find(({ from }) => from === next.at)!;
  const priced = [before, after].flatMap(({ plan }) => (plan ? billOf(plan, ground.comparison.scenario, ground.facts.book).items : []));
  const missing = priced.filter(({ cost }) => !cost).map(({ label }) => label);
  const reason = missing.length > 0 ? say.noPrice([...new Set(missing)].join(', ')) : say.noSpan;
  return {
    ...common,
    value: next.priceStep ? stepText(next.priceStep, language) : words.unknown,
    ...(next.priceStep ? {} : { reason }),
    formula: say.formula.nextStep,
    steps: [
      step(say.billUpTo(next.at - 1, next.from), before.net ? spanText(before.net, language) : words.unknown),
      step(say.billFrom(next.at, next.to), after.net ? spanText(after.net, language) : words.unknown),
      step(say.difference, next.priceStep ? stepText(next.priceStep, language) : words.unknown),
    ],
    priced: oncePerSku(priced),
    isEstimate: true,
  };
}

function oncePerSku(lines: readonly LineItem[]): LineItem[] {
  return lines.filter(({ sku }, i) => lines.findIndex((other) => other.sku === sku) === i);
}

/** Who works at the busy hour. */
export function activeUsers({ comparison, supply, language, say }: Ground): Worked {
  const { values } = supply;
  const { tenants, activeUsers: active } = comparison.load;
  const factors: readonly (readonly [string, number])[] = [
    [say.practices, tenants],
    [say.usersEach, values.usersPerPractice],
    [say.loggedIn, values.presencePeak],
    [say.working, values.activeShare],
  ];
  const result = amountText(active, language);
  const texts = factors.map(([, factor]) => amountText(factor, language));
  return {
    value: numberText(active, language),
    formula: formulaText(say.formula.activeUsers, '×', texts, result),
    steps: [...factors.map(([text], i) => step(text, texts[i]!)), step(say.result, result)],
    probe: ({ values: one }, asked) => [asked.tenants * one.usersPerPractice * one.presencePeak * one.activeShare],
    stated: [],
    priced: [],
    isEstimate: true,
  };
}

/** The load of one cell: all of it is proportional to the number of practices. */
export function shareOfCell(ground: Ground, tenants = cellTenants(ground)): Load {
  const { load } = ground.comparison;
  const share = tenants / load.tenants;
  return {
    tenants,
    sessions: load.sessions * share,
    activeUsers: load.activeUsers * share,
    peakRps: load.peakRps * share,
    contactsPerYear: load.contactsPerYear * share,
    databaseGb: load.databaseGb * share,
    filesGb: load.filesGb * share,
  };
}

/** Practices of the fullest cell. */
export function cellTenants({ quote }: Ground): number {
  return Math.ceil(quote.subject.tenants / (quote.subject.size.cells ?? 1));
}

const manyTimes = 1_000_000;

/** The space of the off-site backup, and what is bought for it. */
export function backupSize(ground: Ground): Worked {
  const { quote, option, supply, language, say } = ground;
  const { values } = supply;
  const { size, tenants } = quote.subject;
  const { cells = 1 } = size;
  const probe: Probe = (other, asked) => {
    if (option.backsUp.length === 0) return [];
    const stored = storageOf(option, asked.size, asked.tenants * manyTimes, { ...other, backupTo: 's3' });
    return stored === 'too much' ? [] : stored.flatMap(({ id, quantity }) => (id === 'backup-1' ? [quantity] : []));
  };
  const common = { probe, stated: [], priced: boughtFor(ground), isEstimate: true } as const;
  if (option.backsUp.length === 0) {
    const steps = [step(say.noBackup, say.none)];
    return { ...common, value: say.none, reason: say.noBackup, formula: say.formula.backupSize, steps };
  }
  const { databaseGb, filesGb } = shareOfCell(ground);
  const dumpedGb = option.backsUp.includes('database') ? databaseGb : 0;
  // Files in a bucket have no disk that a restore could fill at once: one whole set lies beside the versions.
  const secondGb = option.stacks({ ...size, cells: 1 }, supply).some(({ filesOn }) => filesOn === 'elsewhere') ? filesGb : 0;
  const whole = (values.dumpCompression * dumpedGb + filesGb) * values.backupRetention + secondGb;
  const gb = (one: number) => withUnit(one, 'GB', language);
  const steps: ExplanationStep[] = [
    step(say.dumped, gb(dumpedGb)),
    step(say.dumpSize, amountText(values.dumpCompression, language)),
    step(say.filesKept, gb(filesGb)),
    step(say.olderStates, amountText(values.backupRetention, language)),
    ...(secondGb > 0 ? [step(say.secondSet, gb(secondGb))] : []),
    step(cells > 1 && tenants > 1 ? say.perCell(say.result) : say.result, gb(whole)),
  ];
  return { ...common, value: gb(whole), ...smallestReason(ground), formula: say.formula.backupSize, steps };
}

/** The lines of the bill that hold the backup. */
function boughtFor({ quote }: Ground): LineItem[] {
  const skus =
    quote.plan?.components.flatMap(({ role, id, sku }) => (role === 'off-site-backup' && id.endsWith('backup-1') ? [sku] : [])) ?? [];
  return quote.bill?.items.filter(({ sku }) => skus.includes(sku)) ?? [];
}
