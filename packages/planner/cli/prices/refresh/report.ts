/** What a refresh found, as text for people and as JSON for programs. */
import type { Missing, Problem, Proposal, ProposedChange } from '@ordiplan/planner';
import { table } from '../../table.ts';

export interface Report {
  readonly day: string;
  readonly asked: readonly string[];
  readonly proposal: Proposal;
  /** The file that was written; undefined if there was nothing to write. */
  readonly file?: string;
  readonly problems: readonly Problem[];
}

export function reportText({ day, asked, proposal, file, problems }: Report): string {
  const { changes, confirmed, doubts, unknown, missing } = proposal;
  const sections = [
    section(
      'Prices of new orders that changed',
      changes.flatMap((change) => (change.what === 'price' ? [priceRow(change)] : [])),
    ),
    section(
      'Stock seen',
      changes.flatMap((change) => (change.what === 'stock' ? [stockRow(change)] : [])),
    ),
    section(
      'Announced end of sale',
      changes.flatMap((change) => (change.what === 'withdrawal' ? [withdrawalRow(change)] : [])),
    ),
    section(
      'Exchange rate',
      changes.flatMap((change) => (change.what === 'rate' ? [[change.on, `${change.before} -> ${change.after} USD per EUR`]] : [])),
    ),
    section(
      'List of prices',
      changes.flatMap((change) => (change.what === 'asOf' ? [[`as of ${change.before} -> ${change.after}`]] : [])),
    ),
    section(
      'In doubt, not written',
      doubts.map(({ code, sku, seen, message }) => [sku, code, `${seen}. ${message}`]),
    ),
    section(
      'New, without a record; add one, and a machine, by hand',
      unknown.map(({ sku, amount }) => [sku, amount]),
    ),
    section('Missing: a partial answer, or no longer sold?', missing.map(missingRow)),
    section(
      `Confirmed, ${confirmed.length} prices`,
      confirmed.map(({ sku, amount }) => [sku, amount]),
    ),
    section(
      'Check of the proposal',
      problems.map(({ severity, rule, message }) => [severity, rule, message]),
    ),
  ];
  const end = file === undefined ? 'Nothing to write: the book says all of this already.' : `Written: ${file}`;
  return [`Asked on ${day}: ${asked.join(', ')}.`, ...sections.filter((text) => text !== ''), end, ''].join('\n\n').trimEnd() + '\n';
}

/** For `toJson`: everything of the report but the book, which is in the file. */
export function reportJson({ day, asked, proposal, file, problems }: Report): unknown {
  const { changes, confirmed, doubts, unknown, missing } = proposal;
  return { day, asked, file: file ?? null, changes, confirmed, doubts, unknown, missing, problems };
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return rows.length === 0
    ? ''
    : `${title}\n${table(rows)
        .map((line) => `  ${line}`)
        .join('\n')}`;
}

type ChangeOf<What extends ProposedChange['what']> = Extract<ProposedChange, { readonly what: What }>;

function priceRow({ sku, before, after, percent }: ChangeOf<'price'>): string[] {
  return [sku, `${before} -> ${after}`, `${percent.startsWith('-') ? '' : '+'}${percent} %`];
}

function stockRow({ sku, sites }: ChangeOf<'stock'>): string[] {
  return [
    sku,
    ...Object.entries(sites).map(([site, { before, after }]) => `${site} ${before === after ? after : `${before} -> ${after}`}`),
  ];
}

function withdrawalRow({ sku, announcedOn, notOrderableFrom }: ChangeOf<'withdrawal'>): string[] {
  return [sku, `announced on ${announcedOn}, not orderable from ${notOrderableFrom}`];
}

function missingRow({ sku, sites }: Missing): string[] {
  return [sku, sites.length === 0 ? 'everywhere' : `at ${sites.join(', ')}`];
}
