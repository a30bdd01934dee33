/** The record that a compliance officer signs: what complianceReading says, and everything that it rests on. */
import type { Quote } from '../advice/quote.ts';
import type { Comparison } from '../compare.ts';
import { toQuery } from '../scenario/query.ts';
import type { Scenario, ScenarioKey } from '../scenario/scenario.ts';
import { net } from '../units/money.ts';
import { dayText, euroText, numberText, percentText, type Language } from '../units/text.ts';
import { explain } from './explain.ts';
import type { Block } from './markdown.ts';
import { complianceReading, recordSubject, type Told } from './reading-compliance.ts';
import type { RangesByPlan } from './reading-developer.ts';
import { readingWords } from './reading.ts';
import {
  agreementsTable,
  assumptionsBlock,
  billTable,
  findingsBlock,
  processorsTable,
  safetyTable,
  targetsTable,
  type TableBlock,
} from './record-tables.ts';
import { recordWords } from './record-words.ts';
import { words as allWords } from './words.ts';

/** A part of the record under its heading; what comes before the first heading has none. */
export interface RecordSection {
  readonly heading: string | undefined;
  readonly blocks: readonly Block[];
}

/** Everything, in the order in which it is read. `link` leads back to the calculation. */
export function complianceRecord(told: Told, { link, ranges = {} }: { link?: string; ranges?: RangesByPlan } = {}): Block[] {
  const { heading } = recordWords[told.language];
  const reading = complianceReading(told);
  const subject = recordSubject(told.comparison);
  const { others } = readingWords[told.language].compliance.heading;
  const at = reading.findIndex((block) => block.kind === 'heading' && block.text === others);
  return [
    ...reading.slice(0, at),
    ...(subject ? furtherParts(subject, told, ranges) : []),
    { kind: 'heading', text: heading.inputs },
    inputsTable(told.comparison, told.language),
    { kind: 'heading', text: heading.assumptions },
    assumptionsBlock(told),
    ...reading.slice(at),
    ...(link === undefined
      ? []
      : [
          { kind: 'heading' as const, text: heading.link },
          { kind: 'lines' as const, lines: [link] },
        ]),
  ];
}

/** The blocks under their headings. */
export function sectionsOf(blocks: readonly Block[]): RecordSection[] {
  return blocks.reduce<RecordSection[]>((all, block) => {
    const last = all.at(-1);
    if (block.kind === 'heading') return [...all, { heading: block.text, blocks: [] }];
    if (!last) return [{ heading: undefined, blocks: [block] }];
    return [...all.slice(0, -1), { ...last, blocks: [...last.blocks, block] }];
  }, []);
}

function furtherParts(quote: Quote, told: Told, ranges: RangesByPlan): Block[] {
  const { comparison, facts, language } = told;
  const { heading } = recordWords[language];
  const titled = (text: string, ...blocks: readonly Block[]): Block[] => [{ kind: 'heading', text }, ...blocks];
  return [
    ...titled(heading.targets, targetsTable(quote, comparison, language)),
    ...titled(heading.safety, safetyTable(quote, ranges, language)),
    ...(quote.plan ? titled(heading.processors, processorsTable(quote, facts, language)) : []),
    ...(quote.promises ? titled(heading.agreements, agreementsTable(quote, language)) : []),
    ...(quote.bill ? titled(heading.parts, billTable(quote.bill, comparison, language)) : []),
    ...(quote.bill ? titled(heading.priceEvidence, { kind: 'list', items: priceRecords(quote, told), isOrdered: false }) : []),
    ...titled(heading.findings, findingsBlock(quote, language)),
  ];
}

/** Each price of the bill with its evidence, its day and where to look it up. */
export function priceRecords({ id }: Quote, { comparison, facts, language }: Told): string[] {
  const { priceRecord, doubtful } = recordWords[language];
  return explain(comparison, { plan: id, figure: 'net' }, { facts, language }).prices.map(
    ({ label, amount, evidence, observedOn, ageDays, url, isDoubtful }) =>
      priceRecord(label, amount, evidence, dayText(observedOn, language), ageDays, url) + (isDoubtful ? ` ${doubtful}` : ''),
  );
}

/** What always belongs to a question, however it was left at its default. */
const asked: readonly ScenarioKey[] = [
  'tenants',
  'tenantsIn12Months',
  'profile',
  'jurisdiction',
  'vat',
  'prices',
  'outageEuroPerHour',
  'orderOn',
];
/** What names machines and people, not the question. Targets and assumptions have tables of their own. */
const unasked: readonly ScenarioKey[] = ['domain', 'project', 'alertEmail', 'adminNetworks', 'assumptions'];

/** The inputs of the question, and of the others those that were stated. */
export function inputRows({ scenario, today }: Comparison, language: Language): (readonly [name: string, value: string])[] {
  const stated = toQuery(scenario, today)
    .split('&')
    .map((pair) => pair.split('=')[0] as ScenarioKey);
  const others = stated.filter((key) => key in scenario && !asked.includes(key) && !unasked.includes(key) && !key.startsWith('target'));
  return [...asked, ...others].map((key) => [allWords[language].field[key], inputText(key, scenario, language)] as const);
}

function inputText(key: ScenarioKey, scenario: Scenario, language: Language): string {
  const { vat, prices, choice } = recordWords[language];
  switch (key) {
    case 'profile':
      return allWords[language].judgement.profile[scenario.profile];
    case 'jurisdiction':
      return readingWords[language].compliance.jurisdiction[scenario.jurisdiction];
    case 'vat':
      return vat[scenario.vat];
    case 'prices':
      return prices[scenario.prices];
    case 'queue':
    case 'databases':
      return choice[scenario[key]];
    case 'orderOn':
    case 'runningSince':
      return dayText(scenario[key], language);
    case 'outageEuroPerHour':
      return euroText(net(String(scenario.outageEuroPerHour), 'month'), language);
    case 'measuredAvailability':
      return percentText((scenario.measuredAvailability ?? 0) / hundred, language, availabilityDigits);
    default: {
      const value = scenario[key];
      return typeof value === 'number' ? numberText(value, language, Number.isInteger(value) ? 0 : 2) : String(value);
    }
  }
}

const hundred = 100;
const availabilityDigits = 3;

function inputsTable(comparison: Comparison, language: Language): TableBlock {
  const { inputColumn } = recordWords[language];
  return { kind: 'table', head: [inputColumn.input, inputColumn.value], rows: inputRows(comparison, language) };
}
