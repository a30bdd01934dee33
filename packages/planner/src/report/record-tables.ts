/** Tables of the record: the bill, who processes data by which contract, targets, changed assumptions, findings. */
import type { Miss } from '../advice/targets.ts';
import { bySeverity } from '../advice/findings.ts';
import type { Quote } from '../advice/quote.ts';
import type { Comparison } from '../compare.ts';
import type { Facts } from '../options/facts.ts';
import type { Bill, LineItem } from '../prices/bill.ts';
import { vendorOf } from '../prices/compliance.ts';
import { assumptionKeys, type Assumption, type AssumptionKey, type Span } from '../scenario/assumptions.ts';
import { targetsOf } from '../scenario/scenario.ts';
import type { Targets } from '../scenario/targets.ts';
import { net } from '../units/money.ts';
import { daysBetween } from '../units/time.ts';
import { dayText, euroText, hoursText, numberText, percentText, type Language } from '../units/text.ts';
import { amountText } from './explain-text.ts';
import type { Block } from './markdown.ts';
import { netText, spreadText } from './price-text.ts';
import type { Told } from './reading-compliance.ts';
import type { RangesByPlan } from './reading-developer.ts';
import { readingWords } from './reading.ts';
import { recordWords } from './record-words.ts';
import { reliabilityColumns, reliabilityRows } from './reliability.ts';
import { textsOf } from './sentence.ts';
import { words as allWords } from './words.ts';

export type TableBlock = Extract<Block, { readonly kind: 'table' }>;

/** Shares of a year are told to this many digits of a percent: 0.001 % is five minutes. */
const availabilityDigits = 3;
const hundred = 100;

/** Every part with its price, and the sums. */
export function billTable(bill: Bill, { today }: Pick<Comparison, 'today'>, language: Language): TableBlock {
  const words = allWords[language];
  const { partColumn, net: netWord, gross, perTenant, seen } = recordWords[language];
  const money = (spread: LineItem['cost']) => (spread ? spreadText(spread, words) : words.unknown);
  const rows = bill.items.map(({ label, detail, quantity, unitPrice, cost, row }) => [
    detail === undefined ? label : `${label}, ${detail}`,
    Number.isInteger(quantity) ? numberText(quantity, language) : amountText(quantity, language),
    money(unitPrice),
    money(cost),
    row ? seen(dayText(row.evidence.observedOn, language), daysBetween(row.evidence.observedOn, today)) : words.unknown,
  ]);
  const grossSpread = bill.gross ? spreadText(bill.gross, words) : words.unknown;
  const sums = [
    [netWord, netText(bill, words)],
    [gross(percentText(Number(bill.vatRate), language)), grossSpread],
    [perTenant, bill.perTenant ? spreadText(bill.perTenant, words) : words.unknown],
  ];
  return {
    kind: 'table',
    head: [partColumn.part, partColumn.quantity, partColumn.unit, partColumn.cost, partColumn.seen],
    rows: [...rows, ...sums.map(([name, sum]) => [name!, '', '', sum!, ''])],
  };
}

/** Every vendor of the plan, and what is shown of its contract and its attestation. */
export function processorsTable({ plan }: Quote, facts: Facts, language: Language): TableBlock {
  const { processorColumn, shown, sourceOn } = recordWords[language];
  const { country } = readingWords[language].compliance;
  const vendors = [...new Set((plan?.components ?? []).map(({ sku }) => vendorOf(facts.compliance, sku)))];
  return {
    kind: 'table',
    head: [
      processorColumn.vendor,
      processorColumn.contract,
      processorColumn.source,
      processorColumn.attestation,
      processorColumn.attestationSource,
    ],
    rows: vendors.map((vendor) => {
      if (!vendor) return [allWords[language].unknown, shown.unknown, '', shown.unknown, ''];
      const { processorContract, c5Type2 } = vendor;
      return [
        `${vendor.name} (${country[vendor.country] ?? vendor.country})`,
        shown[processorContract.status],
        sourceOn(processorContract.source, dayText(processorContract.on, language)),
        shown[c5Type2.status],
        sourceOn(c5Type2.source, dayText(c5Type2.on, language)),
      ];
    }),
  };
}

/** What contracts promise, what they owe if they miss it, and what does not count. */
export function agreementsTable({ promises, bill }: Quote, language: Language): TableBlock {
  const { agreementColumn, perMonth, noDay, noAgreement, sourceOn } = recordWords[language];
  const { agreement, promise, remedy, exclusions, source } = agreementColumn;
  const uncovered = (promises?.uncovered ?? []).map((sku) => bill?.items.find((item) => item.sku === sku)?.label ?? sku);
  return {
    kind: 'table',
    head: [agreement, promise, remedy, exclusions, source],
    rows: (promises?.agreements ?? []).map(({ agreement: of }) => [
      of.vendor,
      perMonth(percentText(of.share, language, availabilityDigits), of.per),
      of.remedy[language],
      (of.exclusions?.[language] ?? []).join(', '),
      of.source.checkedOn
        ? sourceOn(`${of.source.title}, ${of.source.url}`, dayText(of.source.checkedOn, language))
        : `${of.source.title}, ${of.source.url} (${noDay})`,
    ]),
    ...(uncovered.length > 0 ? { notes: [noAgreement(uncovered)] } : {}),
  };
}

/** Every target, also those that nobody set: what was wanted, what the plan reaches. */
export function targetsTable(quote: Quote, { scenario }: Comparison, language: Language): TableBlock {
  const { targetColumn, targetStatus, noTarget, atLeast, atMost, over } = recordWords[language];
  const { target: name } = allWords[language].judgement;
  const wanted = targetsOf(scenario);
  const reached = reachedOf(quote, wanted, language);
  const missed = new Set<Miss['target']>(quote.misses.map(({ target }) => target));
  const rows = Object.entries(reached).map(([key, value]) => {
    const target = key as keyof typeof reached;
    const want = wanted[target];
    const isSet = want !== 'any' && want !== false;
    const bound = target === 'availability' ? atLeast : atMost;
    const wantText = typeof want === 'number' ? `${bound} ${valueText(target, want, language)}` : readingWords[language].compliance.yes;
    return [
      target === 'availability' ? `${name[target]} ${over[wanted.availabilityOver]}` : name[target],
      isSet ? wantText : noTarget,
      value,
      isSet ? targetStatus[missed.has(target) ? 'missed' : 'reached'] : targetStatus.none,
    ];
  });
  return { kind: 'table', head: [targetColumn.target, targetColumn.wanted, targetColumn.reached, targetColumn.status], rows };
}

type Measured = Exclude<keyof Targets, 'availabilityOver'>;

function reachedOf(quote: Quote, wanted: Targets, language: Language): Readonly<Record<Measured, string>> {
  const words = allWords[language];
  const { yes, no } = readingWords[language].compliance;
  const { availability, lostWork, hoursAfterServerLoss, subject, bill, operatorHours } = quote;
  const share = wanted.availabilityOver === 'year' ? availability.total : availability.inOpeningHours;
  const worst = (event: 'hostLoss' | 'logicalError') => {
    const both = [lostWork.database[event], lostWork.files[event]];
    const hours = both.map((one) => (one === 'everything' ? Infinity : one.worst));
    return both.includes('everything') ? words.everything : hoursText(Math.max(...hours), language);
  };
  return {
    availability: percentText(share, language, availabilityDigits),
    hostLossHours: worst('hostLoss'),
    errorHours: worst('logicalError'),
    restoreHours: hoursAfterServerLoss === undefined ? words.never : hoursText(hoursAfterServerLoss, language),
    pointInTime: subject.option.hasPointInTime ? yes : no,
    euroPerMonth: bill ? netText(bill, words) : words.unknown,
    operatorHours: hoursText(operatorHours, language),
  };
}

function valueText(target: Measured, value: number, language: Language): string {
  if (target === 'availability') return percentText(value / hundred, language, availabilityDigits);
  if (target === 'euroPerMonth') return euroText(net(value.toFixed(2), 'month'), language);
  return Number.isInteger(value) && value > 0 ? `${numberText(value, language)}\u00a0h` : hoursText(value, language);
}

/** The row of one plan in the table of safety, upright. */
export function safetyTable(quote: Quote, ranges: RangesByPlan, language: Language): TableBlock {
  const words = allWords[language];
  const { safetyColumn } = recordWords[language];
  const rows = reliabilityRows([quote], words, ranges).flatMap(({ cells }) =>
    reliabilityColumns.map((column) => [words.reliability[column], cells[column]]),
  );
  return {
    kind: 'table',
    head: [safetyColumn.figure, safetyColumn.value],
    rows,
    notes: [words.terminal.disclaimer, words.reliabilityNote],
  };
}

export interface ChangedAssumption {
  readonly key: AssumptionKey;
  readonly meaning: string;
  readonly now: string;
  readonly shipped: string;
  readonly source: string;
}

/** What the user put in the place of shipped values. */
export function changedAssumptions({ comparison, facts, language }: Told): ChangedAssumption[] {
  return assumptionKeys.flatMap((key) => {
    const span = comparison.scenario.assumptions[key];
    const shipped = facts.assumptions[key];
    if (!span || (span.low === shipped.low && span.likely === shipped.likely && span.high === shipped.high)) return [];
    return [
      {
        key,
        meaning: shipped.meaning[language],
        now: figureText(span, shipped, language),
        shipped: figureText(shipped, shipped, language),
        source: shipped.source,
      },
    ];
  });
}

/** "3,1 ms", or "3,1 (2–5) ms" for a span. */
function figureText({ low, likely, high }: Span, { unit }: Assumption, language: Language): string {
  const amount = (value: number) => amountText(value, language);
  const figure = low === high ? amount(likely) : `${amount(likely)} (${amount(low)}\u2013${amount(high)})`;
  const said = readingWords[language].flip.unit[unit] ?? unit;
  return said === '' ? figure : `${figure}\u00a0${said}`;
}

export function assumptionsBlock(told: Told): Block {
  const { assumptionColumn, noAssumption } = recordWords[told.language];
  const changed = changedAssumptions(told);
  if (changed.length === 0) return { kind: 'lines', lines: [noAssumption] };
  return {
    kind: 'table',
    head: [assumptionColumn.assumption, assumptionColumn.changed, assumptionColumn.shipped, assumptionColumn.source],
    rows: changed.map(({ meaning, now, shipped, source }) => [meaning, now, shipped, source]),
  };
}

export function findingsBlock({ findings }: Quote, language: Language): Block {
  const { findingColumn, severity, noFinding } = recordWords[language];
  if (findings.length === 0) return { kind: 'lines', lines: [noFinding] };
  return {
    kind: 'table',
    head: [findingColumn.severity, findingColumn.fact, findingColumn.consequence, findingColumn.remedy],
    rows: bySeverity(findings).map((finding) => {
      const { fact, consequence, remedy } = textsOf(allWords[language], finding);
      return [severity[finding.severity], fact, consequence, remedy];
    }),
  };
}
