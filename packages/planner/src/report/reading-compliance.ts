/** The result for those who answer for it: gates with their basis, duties, places of the data, recovery, and how old all of this is. */
import type { Lost } from '../advice/losses.ts';
import type { Quote } from '../advice/quote.ts';
import type { Comparison } from '../compare.ts';
import { holdsData } from '../advice/gates.ts';
import { likelySupply, type Facts } from '../options/facts.ts';
import { vendorOf } from '../prices/compliance.ts';
import { hoursText, numberText, percentText, dayText, type Language } from '../units/text.ts';
import { plannerVersion } from '../version.ts';
import { answer, designName, isGrown, quoteOf, recommendedQuote } from './answer.ts';
import { gateSentence } from './judgement.ts';
import type { Block } from './markdown.ts';
import { readingWords } from './reading.ts';
import { words as allWords } from './words.ts';

/** What is told, and with which facts it was calculated. */
export interface Told {
  readonly comparison: Comparison;
  readonly facts: Facts;
  readonly language: Language;
}

/** Shares of a year are told to this many digits of a percent: 0.001 % is five minutes. */
const availabilityDigits = 3;

/** The record of one plan: the recommended one, or the one that comes nearest. */
export function complianceReading(told: Told): Block[] {
  const { comparison, language } = told;
  const words = allWords[language];
  const { compliance } = readingWords[language];
  const { heading } = compliance;
  const { decision, next } = answer(comparison, words);
  const quote = recordSubject(comparison);
  const { scenario } = comparison;
  const lines = quote
    ? [
        compliance.subject(
          `${designName(quote.id, words)}${isGrown(quote.id) ? '' : `, ${words.planName[quote.id]}`}`,
          compliance.jurisdiction[scenario.jurisdiction],
          words.judgement.profile[scenario.profile],
        ),
        compliance.legal(words.judgement.status[quote.gates.legal]),
      ]
    : [compliance.noSubject];
  return [
    { kind: 'lines', lines: [decision.before + decision.marked + decision.after, ...(recommendedQuote(comparison) ? [] : [next])] },
    { kind: 'lines', lines: [...lines, compliance.noAdvice] },
    ...(quote ? recordOf(quote, told) : []),
    { kind: 'heading', text: heading.others },
    othersTable(comparison, quote, language),
    ...versions(quote, told),
  ];
}

/** The plan of the record: the recommended one, or the one that comes nearest. */
export function recordSubject(comparison: Comparison): Quote | undefined {
  const { recommendation } = comparison;
  if (recommendation.kind === 'impossible') return recommendation.nearest[0] && quoteOf(comparison, recommendation.nearest[0].id);
  if (recommendation.kind === 'undecided') return quoteOf(comparison, recommendation.best ?? recommendation.unpriced[0]!);
  return recommendedQuote(comparison);
}

function recordOf(quote: Quote, told: Told): Block[] {
  const { heading } = readingWords[told.language].compliance;
  return [
    { kind: 'heading', text: heading.gates },
    gatesTable(quote, told.language),
    { kind: 'heading', text: heading.duties },
    { kind: 'list', isOrdered: false, items: dutiesOf(quote, told.language) },
    { kind: 'heading', text: heading.places },
    placesTable(quote, told),
    { kind: 'heading', text: heading.recovery },
    recoveryTable(quote, told),
    { kind: 'heading', text: heading.backup },
    { kind: 'lines', lines: backupLines(quote, told) },
    { kind: 'heading', text: heading.retention },
    { kind: 'lines', lines: retentionLines(quote, told.language) },
  ];
}

function gatesTable({ gates }: Quote, language: Language): Block {
  const { judgement } = allWords[language];
  const { gate, status, reason, basis, source, day } = readingWords[language].compliance.gateColumn;
  return {
    kind: 'table',
    head: [gate, status, reason, basis, source, day],
    rows: gates.results.map((result) => [
      judgement.gate[result.id],
      judgement.status[result.status],
      gateSentence(judgement, result),
      result.rule.basis[language],
      result.rule.source,
      dayText(result.rule.on, language),
    ]),
  };
}

function dutiesOf({ gates }: Quote, language: Language): string[] {
  const { sourced } = readingWords[language].compliance;
  return gates.duties
    .filter(({ id }) => id !== 'retention')
    .map(({ text, source, on }) => sourced(text[language], source, dayText(on, language)));
}

function retentionLines({ gates }: Quote, language: Language): string[] {
  const { sourced, retentionUnknown } = readingWords[language].compliance;
  const duties = gates.duties.filter(({ id }) => id === 'retention');
  return duties.length > 0
    ? duties.map(({ text, source, on }) => sourced(text[language], source, dayText(on, language)))
    : [retentionUnknown];
}

/** One row for each part that holds health data; equal parts at one site are one row. */
function placesTable({ plan, bill }: Quote, { facts, language }: Told): Block {
  const { slot, site } = allWords[language];
  const words = readingWords[language].compliance;
  const { part, holds, site: place, vendor, encrypted, abroad } = words.placeColumn;
  const rows = (plan?.components ?? []).filter(holdsData).map((component) => {
    const { sku, runs, keeps = [], isEncrypted } = component;
    const by = vendorOf(facts.compliance, sku);
    return [
      bill?.items.find((item) => item.sku === sku)?.label ?? sku,
      [...new Set([...runs.map((one) => slot[one]), ...keeps.map((one) => words.kept[one])])].join(', '),
      `${site[component.site]} (${words.country[component.site]})`,
      by ? `${by.name}, ${words.country[by.country] ?? by.country}` : allWords[language].unknown,
      isEncrypted === undefined ? words.notStated : isEncrypted ? words.yes : words.no,
      by ? (by.thirdCountryAccess ? words.yes : words.no) : allWords[language].unknown,
    ];
  });
  const distinct = rows.filter((row, i) => rows.findIndex((other) => other.join('|') === row.join('|')) === i);
  return { kind: 'table', head: [part, holds, place, vendor, encrypted, abroad], rows: distinct };
}

function recoveryTable(quote: Quote, { comparison, language }: Told): Block {
  const words = allWords[language];
  const { figure, recoveryColumn, any, pointInTime, yes, no } = readingWords[language].compliance;
  const { scenario } = comparison;
  const lost = (hours: Lost) => (hours === 'everything' ? words.everything : hoursText(hours.worst, language));
  const most = (hours: number | 'any') => (hours === 'any' ? any : wholeHours(hours, language));
  const { database, files } = quote.lostWork;
  const wanted = scenario.targetAvailability;
  const share = scenario.targetAvailabilityOver === 'year' ? quote.availability.total : quote.availability.inOpeningHours;
  const { hasPointInTime } = quote.subject.option;
  const hundred = 100;
  return {
    kind: 'table',
    head: [recoveryColumn.figure, recoveryColumn.reached, recoveryColumn.wanted],
    rows: [
      [figure.hostLossDatabase, lost(database.hostLoss), most(scenario.targetHostLossHours)],
      [figure.hostLossFiles, lost(files.hostLoss), most(scenario.targetHostLossHours)],
      [figure.errorDatabase, lost(database.logicalError), most(scenario.targetErrorHours)],
      [figure.errorFiles, lost(files.logicalError), most(scenario.targetErrorHours)],
      [
        figure.restore,
        quote.hoursAfterServerLoss === undefined ? words.never : hoursText(quote.hoursAfterServerLoss, language),
        most(scenario.targetRestoreHours),
      ],
      [
        figure.availability,
        percentText(share, language, availabilityDigits),
        wanted === 'any' ? any : percentText(wanted / hundred, language, availabilityDigits),
      ],
      [pointInTime, hasPointInTime ? yes : no, scenario.targetPointInTime === 'yes' ? yes : any],
    ],
  };
}

function backupLines(quote: Quote, { comparison, facts, language }: Told): string[] {
  const words = allWords[language];
  const { backup, noBackup, kept, keepingStates, rehearsal, pointInTimeBackup } = readingWords[language].compliance;
  const { values } = likelySupply(comparison.scenario, facts);
  const boxes = (quote.plan?.components ?? []).filter(({ keeps = [] }) => keeps.length > 0);
  if (boxes.length === 0) return [noBackup];
  const hours = wholeHours(values.backupIntervalHours, language);
  const lines = boxes.map((box) => backup(box.keeps!.map((one) => kept[one]).join(', '), words.site[box.site], hours));
  const { hasPointInTime } = quote.subject.option;
  return [
    ...new Set(lines),
    pointInTimeBackup[hasPointInTime ? 'yes' : 'no'],
    keepingStates(numberText(values.backupRetention, language, 1)),
    rehearsal,
  ];
}

/** A length that somebody chose: "26 h", not "26.0 h". */
function wholeHours(hours: number, language: Language): string {
  return Number.isInteger(hours) && hours > 0 ? `${numberText(hours, language)}\u00a0h` : hoursText(hours, language);
}

/** What stops or leaves open each other design; designs that share all of it share a row. */
function othersTable(comparison: Comparison, subject: Quote | undefined, language: Language): Block {
  const words = allWords[language];
  const { judgement } = words;
  const { design, legal, all, open } = readingWords[language].compliance.otherColumn;
  const named = new Map<string, { names: string[]; cells: readonly string[] }>();
  for (const quote of comparison.quotes) {
    if (quote === subject) continue;
    const { results, legal: byLaw, status: worst } = quote.gates;
    const left = results.filter(({ status }) => status !== 'admissible').map(({ id }) => judgement.gate[id]);
    const cells = [judgement.status[byLaw], judgement.status[worst], left.join(', ')];
    const row = named.get(cells.join('|')) ?? { names: [], cells };
    row.names.push(`${designName(quote.id, words)}${quote.isAsQuoted && quote.option !== 'solo' ? '°' : ''}`);
    named.set(cells.join('|'), row);
  }
  return {
    kind: 'table',
    head: [design, legal, all, open],
    rows: [...named.values()].map(({ names, cells }) => [names.join(', '), ...cells]),
    notes: [`° ${words.asQuoted}`],
  };
}

function versions(quote: Quote | undefined, { comparison, facts, language }: Told): Block[] {
  const { terminal } = allWords[language];
  const words = readingWords[language].compliance;
  const { priceList, today, schemaVersion, scenario } = comparison;
  const system = facts.versions.systems[scenario.os];
  const days = [...facts.compliance.gates, ...facts.compliance.duties].map(({ on }) => on).sort();
  const { exchangeRate, vatBasis } = priceList;
  return [
    { kind: 'heading', text: words.heading.versions },
    {
      kind: 'list',
      isOrdered: false,
      items: [
        words.version(plannerVersion, schemaVersion, dayText(today, language)),
        terminal.prices(priceList),
        ...(exchangeRate && priceList.id === 'current' ? [terminal.rate(exchangeRate.usdPerEur, exchangeRate.on)] : []),
        ...(vatBasis === 'unstated' ? [terminal.vatUnstated] : []),
        words.complianceDays(dayText(days[0]!, language), dayText(days.at(-1)!, language)),
        ...(quote?.plan ? [words.targets(system.label, system.ships.nginx)] : []),
        words.noAdvice,
      ],
    },
  ];
}
