/** Evidence of outages: availability cause by cause, the long outage, what contracts promise, and the way back after a loss. */
import { outageLengths, outagesOf, restoreHoursOf } from '../advice/outages.ts';
import type { Component } from '../options/plan.ts';
import { agreementOf } from '../prices/contracts.ts';
import { hoursText, numberText, percentText } from '../units/text.ts';
import { movingKeys, smallestReason, without } from './explain-inputs.ts';
import type { ExplanationStep, Ground, Probe, Worked } from './explain-figures.ts';
import { amountText, chanceText, formulaText, reliabilityDigits, shareText, shortChanceText, step, withUnit } from './explain-text.ts';

const outageFigures = { stated: [], priced: [], isEstimate: true } as const;

/** The product over the causes. */
export function availability(ground: Ground): Worked {
  const { quote, language, say } = ground;
  const byCause = Object.entries(quote.availability.byCause) as [keyof typeof say.cause, number][];
  const total = shareText(quote.availability.total, language);
  return {
    ...outageFigures,
    ...smallestReason(ground),
    value: percentText(quote.availability.total, language, reliabilityDigits),
    formula: formulaText(
      say.formula.availability,
      '×',
      byCause.map(([, share]) => shareText(share, language)),
      total,
    ),
    steps: [...byCause.map(([cause, share]) => step(say.cause[cause], shareText(share, language))), step(say.result, total)],
    probe: availabilityProbe(ground),
  };
}

function availabilityProbe({ option }: Ground): Probe {
  return ({ values }, { size, tenants }) => Object.values(outagesOf({ option, size, tenants }, values).availability.byCause);
}

/** From the availability to the hours that hurt. */
export function openingHoursDown(ground: Ground): Worked {
  const { quote, language, say, supply } = ground;
  const { total, hoursDown, openingHoursDown: down } = quote.availability;
  const share = supply.values.openingShare;
  const probe: Probe = ({ values }, { size, tenants }) => [
    outagesOf({ option: ground.option, size, tenants }, values).availability.openingHoursDown,
  ];
  const figures = [withUnit(hoursDown, 'h', language), chanceText(share, language)];
  return {
    ...outageFigures,
    ...smallestReason(ground),
    value: `${numberText(down, language, 1)}\u00a0h`,
    formula: formulaText(say.formula.openingHoursDown, '×', figures, withUnit(down, 'h', language)),
    steps: [
      step(say.title.availability, shareText(total, language)),
      step(say.hoursDown, withUnit(hoursDown, 'h', language)),
      step(say.openingShare, chanceText(share, language)),
      step(say.result, withUnit(down, 'h', language)),
    ],
    probe,
  };
}

/** The outages a year that are longer than `hours`, cause by cause, and how likely one of them is. */
function longerThan(ground: Ground, hours: number): ExplanationStep[] {
  const { quote, option, supply, language, say } = ground;
  const outages = option.outages(quote.subject.size, supply.values, restoreHoursOf(quote.subject, supply.values));
  const byCause = Object.entries(outages).map(([cause, { kinds }]) => {
    const perYear = kinds.reduce((sum, kind) => (kind.hours === 0 ? sum : sum + kind.perYear * Math.exp(-hours / kind.hours)), 0);
    return [cause as keyof typeof say.cause, perYear] as const;
  });
  const sum = byCause.reduce((all, [, perYear]) => all + perYear, 0);
  return [
    ...byCause.map(([cause, perYear]) => step(say.longerThan(say.cause[cause], hoursText(hours, language)), amountText(perYear, language))),
    step(say.longerSum, amountText(sum, language)),
    step(say.chance, chanceText(-Math.expm1(-sum), language)),
  ];
}

/** The length that nine years in ten do not exceed: where that chance is a tenth. */
export function longestOutage(ground: Ground): Worked {
  const { quote, language, say, option } = ground;
  const { longestHours } = quote.outageLengths;
  return {
    ...outageFigures,
    value: hoursText(longestHours, language),
    ...(longestHours === 0 ? { reason: say.rare } : smallestReason(ground)),
    formula: say.formula.longestOutage,
    steps: [...longerThan(ground, longestHours), step(say.result, hoursText(longestHours, language))],
    // Also while no outage is expected at all: then the chance of any still moves.
    probe: ({ values }, { size, tenants }) => Object.values(outageLengths({ option, size, tenants }, values)),
  };
}

const longHours = 4;

/** The chance of a long outage. */
export function overFourHours(ground: Ground): Worked {
  const { quote, say, option } = ground;
  return {
    ...outageFigures,
    ...smallestReason(ground),
    value: shortChanceText(quote.outageLengths.overFourHours, ground.language),
    formula: say.formula.overFourHours,
    steps: longerThan(ground, longHours),
    probe: ({ values }, { size, tenants }) => [outageLengths({ option, size, tenants }, values).overFourHours],
  };
}

/** The parts without which no request is answered. */
const needed: readonly Component['role'][] = ['server', 'standby', 'database-server', 'managed-database', 'load-balancer', 'file-store'];

/** What contracts add up to. */
export function promised(ground: Ground): Worked {
  const { quote, language, words, say, facts } = ground;
  const { plan, promises } = quote;
  const common = { ...outageFigures, isEstimate: false, probe: () => [] };
  if (!plan || !promises) return { ...without(ground, 'promised'), ...common };
  const label = (sku: string) => quote.bill?.items.find((line) => line.sku === sku)?.label ?? sku;
  if (promises.together === undefined) {
    const missing = promises.uncovered.map(label);
    return {
      ...common,
      value: words.noContract,
      reason: say.noPromise(missing.join(', ')),
      formula: say.formula.promised,
      steps: missing.map((name) => step(name, words.noContract)),
    };
  }
  const stages = stagesOf(ground, plan.components);
  const lines = [...new Set(stages)].map((sku) => {
    const count = stages.filter((one) => one === sku).length;
    const { share } = agreementOf(facts.contracts, sku)!;
    return { text: say.promise(count, label(sku)), share: shareText(share, language), count };
  });
  return {
    ...common,
    value: percentText(promises.together, language, reliabilityDigits),
    formula: formulaText(
      say.formula.promised,
      '×',
      lines.flatMap(({ share, count }) => Array<string>(count).fill(share)),
      shareText(promises.together, language),
    ),
    steps: [...lines.map(({ text, share }) => step(text, share)), step(say.result, shareText(promises.together, language))],
  };
}

/** The parts that a promise multiplies: with automatic failover one of each stage, and of cells the first. */
function stagesOf({ option }: Ground, components: readonly Component[]): string[] {
  const parts = components.filter(({ role, cell = 1 }) => needed.includes(role) && cell === 1);
  const stage = ({ role }: Component) => (role === 'standby' ? 'server' : role);
  const counted = option.isHighlyAvailable
    ? parts.filter((part, i) => parts.findIndex((other) => stage(other) === stage(part)) === i)
    : parts;
  return counted.map(({ sku }) => sku);
}

/** Hours until service is back: a restore in its stages, a switch, or never. */
export function afterServerLoss(ground: Ground): Worked {
  const { quote, option, supply, language, words, say } = ground;
  const hours = quote.hoursAfterServerLoss;
  const probe: Probe = ({ values }, { size, tenants }) => [
    option.hoursAfterServerLoss(values, restoreHoursOf({ option, size, tenants }, values)),
  ];
  const common = { ...outageFigures, probe };
  if (hours === undefined) {
    const steps = [step(say.noWayBack, words.never)];
    return { ...common, value: words.never, reason: say.noWayBack, formula: say.formula.afterServerLoss, steps };
  }
  const restore = restoreHoursOf(quote.subject, supply.values);
  const isRestore = option.hoursAfterServerLoss(supply.values, restore + 1) === restore + 1;
  const parts = isRestore ? restoreSteps(ground) : switchSteps(ground, probe);
  const result = withUnit(hours, 'h', language);
  return {
    ...common,
    ...smallestReason(ground),
    value: hoursText(hours, language),
    formula: formulaText(
      isRestore ? say.formula.afterServerLoss : say.switchFormula,
      '+',
      parts.map(({ value }) => value),
      result,
    ),
    steps: [...parts, step(say.result, result)],
  };
}

/** The stages of a restore, in hours. */
export function restoreSteps({ quote, option, supply, facts, language, say }: Ground): ExplanationStep[] {
  const { values } = supply;
  const people = (['detectHours', 'respondHours', 'provisionHours', 'verifyHours'] as const).map((key) =>
    step(facts.assumptions[key].meaning[language], withUnit(values[key], 'h', language)),
  );
  const path = option.restorePath(values);
  // What each kind of data adds: the whole, less what is left when that kind comes back at once.
  const whole = restoreHoursOf(quote.subject, values);
  const withPath = (changed: Partial<typeof path>) =>
    restoreHoursOf({ ...quote.subject, option: { ...option, restorePath: () => ({ ...path, ...changed }) } }, values);
  const database = whole - withPath({ databaseMbPerS: Infinity });
  const files = whole - withPath({ filesMbPerS: Infinity });
  return [
    ...people,
    step(say.restoreDatabase, withUnit(database, 'h', language)),
    ...(Number.isFinite(path.filesMbPerS) ? [step(say.restoreFiles, withUnit(files, 'h', language))] : []),
  ];
}

/** One switch, by itself or by hand: the assumption that says how long it takes. */
function switchSteps(ground: Ground, probe: Probe): ExplanationStep[] {
  const { supply, facts, language, say, quote } = ground;
  const [key] = movingKeys(ground, probe, 'afterServerLoss');
  if (!key) return [step(say.switchOver, withUnit(quote.hoursAfterServerLoss!, 'h', language))];
  const { meaning, unit } = facts.assumptions[key];
  return [step(meaning[language], withUnit(supply.values[key], unit, language))];
}
