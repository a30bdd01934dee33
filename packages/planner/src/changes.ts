/** What changes from one scenario to another: inputs, money, outage, parts and files. For reviews, and for "what if". */
import type { Quote } from './advice/quote.ts';
import type { Comparison } from './compare.ts';
import { difference, type FileDifference } from './manifests/difference.ts';
import type { Facts } from './options/facts.ts';
import type { PlanId } from './options/plan.ts';
import type { Bill, LineItem, Spread } from './prices/bill.ts';
import { toQuery } from './scenario/query.ts';
import { scenarioKeys, type ScenarioKey } from './scenario/scenario.ts';
import { pairsOf } from './link.ts';
import { setUp } from './set-up.ts';
import { net, subtract, type NetMonth } from './units/money.ts';
import { euroText, hoursText, numberText, stepText, type Language } from './units/text.ts';
import { recommendedQuote } from './report/answer.ts';
import { changesWords } from './report/changes-words.ts';
import type { Block } from './report/markdown.ts';
import { netText, spreadText } from './report/price-text.ts';
import { words as allWords } from './report/words.ts';

/** The figures of one side; those of the recommended plan, undefined where there is none or a price is unknown. */
export interface Side {
  readonly plan: PlanId | undefined;
  readonly machines: string | undefined;
  readonly net: Spread | undefined;
  readonly gross: Bill['gross'];
  readonly totalCost: NetMonth | undefined;
  /** Hours a year. */
  readonly openingHoursDown: number | undefined;
  /** Undefined also if service never comes back by itself. */
  readonly hoursAfterServerLoss: number | undefined;
  readonly reach: number | undefined;
}

/** A value before and after, as a link writes it; undefined where the default holds. */
export interface InputChange {
  readonly key: ScenarioKey;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface PartChange {
  readonly label: string;
  readonly before: Pick<LineItem, 'quantity' | 'cost'> | undefined;
  readonly after: Pick<LineItem, 'quantity' | 'cost'> | undefined;
}

export interface FileChange extends Pick<FileDifference, 'path' | 'kind'> {
  /** Lines. */
  readonly added: number;
  readonly removed: number;
}

/** What differs between two answers: inputs, the figures of both sides, parts and files. */
export interface Changes {
  readonly inputs: readonly InputChange[];
  readonly before: Side;
  readonly after: Side;
  /** Net a month, the likely price of each; undefined if one is unknown. */
  readonly netStep: NetMonth | undefined;
  readonly parts: readonly PartChange[];
  readonly files: readonly FileChange[];
}

/** Holds two comparisons against each other, each by the plan that it recommends. `facts` must be theirs. */
export function changes(before: Comparison, after: Comparison, facts: Facts): Changes {
  const [a, b] = [recommendedQuote(before), recommendedQuote(after)];
  const [x, y] = [a?.bill?.net?.likely, b?.bill?.net?.likely];
  return {
    inputs: inputChanges(before, after),
    before: sideOf(a),
    after: sideOf(b),
    netStep: x && y && subtract(y, x),
    parts: partChanges(a?.bill?.items ?? [], b?.bill?.items ?? []),
    files: difference(filesOf(before, a, facts), filesOf(after, b, facts)).map(({ path, kind, lines }) => ({
      path,
      kind,
      added: lines.filter((line) => line.kind === 'added').length,
      removed: lines.filter((line) => line.kind === 'removed').length,
    })),
  };
}

function sideOf(quote: Quote | undefined): Side {
  return {
    plan: quote?.id,
    machines: quote?.machines,
    net: quote?.bill?.net,
    gross: quote?.bill?.gross,
    totalCost: quote?.totalCost?.sum,
    openingHoursDown: quote?.availability.openingHoursDown,
    hoursAfterServerLoss: quote?.hoursAfterServerLoss,
    reach: quote && reachOf(quote),
  };
}

/** As far as today's parts suffice. */
function reachOf({ nextChange, reach }: Quote): number {
  return nextChange ? nextChange.at - 1 : reach;
}

function inputChanges(before: Comparison, after: Comparison): InputChange[] {
  const [a, b] = [statedIn(before), statedIn(after)];
  return scenarioKeys.map((key) => ({ key, before: a.get(key), after: b.get(key) })).filter((change) => change.before !== change.after);
}

/** What a link would state. */
function statedIn({ scenario, today }: Comparison): ReadonlyMap<string, string> {
  return new Map(pairsOf(toQuery(scenario, today)));
}

function partChanges(before: readonly LineItem[], after: readonly LineItem[]): PartChange[] {
  const labelled = (items: readonly LineItem[]) =>
    new Map(items.map(({ label, detail, quantity, cost }) => [detail === undefined ? label : `${label}, ${detail}`, { quantity, cost }]));
  const [a, b] = [labelled(before), labelled(after)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((label) => ({ label, before: a.get(label), after: b.get(label) }))
    .filter((part) => JSON.stringify(part.before) !== JSON.stringify(part.after));
}

function filesOf(comparison: Comparison, quote: Quote | undefined, facts: Facts) {
  return quote?.plan ? setUp(comparison, quote.id, facts) : {};
}

/** One row of the table of figures. `change` is empty where the two are equal or no number. */
export interface ChangeRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
}

/** The recommended plans side by side: money, outage, reach. */
export function changeRows(before: Comparison, after: Comparison, language: Language): ChangeRow[] {
  const words = allWords[language];
  const { row, none } = changesWords[language];
  const [a, b] = [recommendedQuote(before), recommendedQuote(after)];
  /** A row of the two plans; "unknown" where there is none or it does not say. */
  const planRow = (name: string, text: (quote: Quote) => string | undefined, change = ''): ChangeRow => {
    const [one, other] = [(a && text(a)) ?? words.unknown, (b && text(b)) ?? words.unknown];
    return { name, before: one, after: other, change: one === other ? '' : change };
  };
  const step = (figure: (quote: Quote) => number, digits = 0) => (a && b ? signed(figure(b) - figure(a), language, digits) : '');
  const money = (amount: (quote: Quote) => Parameters<typeof stepText>[0] | undefined) =>
    moneyStep(a && amount(a), b && amount(b), language);
  const down = ({ availability }: Quote) => availability.openingHoursDown;
  const planText = (quote: Quote | undefined) => (quote ? words.planName[quote.id] : none);
  const tenants = ({ scenario }: Comparison) =>
    `${numberText(scenario.tenants, language)} → ${numberText(scenario.tenantsIn12Months, language)}`;
  return [
    {
      name: row.tenants,
      before: tenants(before),
      after: tenants(after),
      change: tenants(before) === tenants(after) ? '' : signed(after.scenario.tenants - before.scenario.tenants, language),
    },
    { name: row.plan, before: planText(a), after: planText(b), change: '' },
    planRow(row.machines, ({ machines }) => machines),
    planRow(
      row.net,
      ({ bill }) => bill && netText(bill, words),
      money(({ bill }) => bill?.net?.likely),
    ),
    planRow(
      row.gross,
      ({ bill }) => bill?.gross && spreadText(bill.gross, words),
      money(({ bill }) => bill?.gross?.likely),
    ),
    planRow(
      row.total,
      ({ totalCost }) => totalCost && euroText(totalCost.sum, language, 0),
      money(({ totalCost }) => totalCost?.sum),
    ),
    planRow(row.down, (quote) => numberText(down(quote), language, 1), step(down, 1)),
    planRow(row.loss, ({ hoursAfterServerLoss: hours }) => (hours === undefined ? words.never : hoursText(hours, language))),
    planRow(row.reach, (quote) => numberText(reachOf(quote), language), step(reachOf)),
  ];
}

function moneyStep<M extends Parameters<typeof stepText>[0]>(before: M | undefined, after: M | undefined, language: Language): string {
  return before && after ? stepText(subtract(after, before), language) : '';
}

function signed(value: number, language: Language, digits = 0): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${numberText(Math.abs(value), language, digits)}`;
}

/** The whole difference as a text: what was changed, what follows from it, in parts and in files. */
export function changeBlocks(before: Comparison, after: Comparison, { facts, language }: { facts: Facts; language: Language }): Block[] {
  const { heading, column, nothing, sameParts, sameFiles, fileKind, lines } = changesWords[language];
  const { field, unknown, terminal } = allWords[language];
  const found = changes(before, after, facts);
  const sides = [column.before, column.after];
  if (found.inputs.length === 0) return [{ kind: 'lines', lines: [nothing] }];
  const money = (part: PartChange['before']) =>
    part === undefined ? '–' : part.cost ? spreadText(part.cost, allWords[language]) : unknown;
  const titled = (text: string, block: Block): Block[] => [{ kind: 'heading', text }, block];
  return [
    ...titled(heading.inputs, {
      kind: 'table',
      head: [column.input, ...sides],
      rows: found.inputs.map(({ key, ...of }) => [field[key], of.before ?? '–', of.after ?? '–']),
    }),
    ...titled(heading.figures, {
      kind: 'table',
      head: [column.figure, ...sides, column.change],
      rows: changeRows(before, after, language).map(({ name, change, ...of }) => [name, of.before, of.after, change]),
    }),
    ...titled(
      heading.parts,
      found.parts.length === 0
        ? { kind: 'lines', lines: [sameParts] }
        : {
            kind: 'table',
            head: [column.part, ...sides, column.change],
            rows: found.parts.map((part) => [
              part.label,
              money(part.before),
              money(part.after),
              moneyStep(likelyCost(part.before), likelyCost(part.after), language),
            ]),
          },
    ),
    ...titled(
      heading.files,
      found.files.length === 0
        ? { kind: 'lines', lines: [sameFiles] }
        : {
            kind: 'table',
            head: [column.file, '', column.change],
            rows: fileRows(found.files).map(({ path, kind, added, removed }) => [path, fileKind[kind], lines(added, removed)]),
          },
    ),
    { kind: 'lines', lines: [terminal.disclaimer] },
  ];
}

/** A part that is not there costs nothing; one without a price is unknown. */
function likelyCost(part: PartChange['before']): NetMonth | undefined {
  return part ? part.cost?.likely : net('0', 'month');
}

/** From so many on, new or dropped files of one folder are told as one. */
const fewFiles = 4;

/** Each changed file, and each server or folder that comes or goes as a whole. */
function fileRows(files: readonly FileChange[]): FileChange[] {
  const groupOf = ({ path, kind }: FileChange) => `${kind} ${path.split('/').slice(0, 2).join('/')}`;
  const groups = new Map<string, FileChange[]>();
  for (const file of files) groups.set(groupOf(file), [...(groups.get(groupOf(file)) ?? []), file]);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first || first.kind === 'changed' || group.length < fewFiles) return group;
    const count = (key: 'added' | 'removed') => group.reduce((sum, file) => sum + file[key], 0);
    return [
      {
        path: `${first.path.split('/').slice(0, 2).join('/')}/** (${group.length})`,
        kind: first.kind,
        added: count('added'),
        removed: count('removed'),
      },
    ];
  });
}
