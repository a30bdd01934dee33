/** Tables as CSV (RFC 4180) that a spreadsheet of the reader's language opens without a question. */
import type { Language } from '../units/text.ts';
import type { Block } from './markdown.ts';
import type { Twin } from './twins.ts';

/** A spreadsheet takes the file for UTF-8 only if this stands first. */
const byteOrderMark = '\ufeff';
const endOfRecord = '\r\n';

/** Where the comma is the decimal sign, it cannot part the fields as well. */
const separator = { de: ';', en: ',' } as const;
const thousand = { de: /\./g, en: /,/g } as const;

/** A figure as `units/text.ts` writes it: sign, euro sign, number, and after a non-breaking space its unit. */
const figure = {
  de: /^([+\u2212-]?)()(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?(?:\u00a0([^\d]+))?$/,
  en: /^([+\u2212-]?)(€?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:(%)|\u00a0([^\d]+))?$/,
} as const;

/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/;
const plainNumber = /^[+-]?\d+(?:[.,]\d+)?$/;

interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The table of a twin, or every table of a report under its heading. Figures are bare numbers with the decimal sign of
 * the language; a unit that a whole column shares moves into its head. What a spreadsheet would run as a formula gets an
 * apostrophe in front.
 */
export function csv(source: Twin | readonly Block[], language: Language): string {
  const records = 'rows' in source ? tableRecords(source, language) : blockRecords(source, language);
  return (
    byteOrderMark + records.map((record) => record.map((cell) => field(cell, language)).join(separator[language]) + endOfRecord).join('')
  );
}

function blockRecords(blocks: readonly Block[], language: Language): string[][] {
  let heading = '';
  return blocks.flatMap((block, i): string[][] => {
    if (block.kind === 'heading') heading = block.text;
    if (block.kind !== 'table') return [];
    const isFirst = !blocks.slice(0, i).some(({ kind }) => kind === 'table');
    const title = heading === '' ? [] : [[heading]];
    heading = '';
    return [...(isFirst ? [] : [['']]), ...title, ...tableRecords(block, language)];
  });
}

function tableRecords({ head, rows }: Table, language: Language): string[][] {
  const units = head.map((_, column) =>
    sharedUnit(
      rows.map((row) => row[column] ?? ''),
      language,
    ),
  );
  const titles = head.map((title, column) => (units[column] ? `${title} (${units[column]})` : title));
  const cells = rows.map((row) => row.map((cell, column) => cellText(cell, units[column], language)));
  return head.length === 0 ? cells : [titles, ...cells];
}

/** The unit of all figures of a column; undefined if they have none or differ. */
function sharedUnit(cells: readonly string[], language: Language): string | undefined {
  const units = new Set(cells.flatMap((cell) => figureOf(cell, language)?.unit ?? []));
  return units.size === 1 ? [...units][0] || undefined : undefined;
}

function cellText(cell: string, unit: string | undefined, language: Language): string {
  const known = figureOf(cell, language);
  return known && known.unit === (unit ?? '') ? known.number : cell;
}

function figureOf(cell: string, language: Language): { number: string; unit: string } | undefined {
  const found = figure[language].exec(cell);
  if (!found) return undefined;
  const [, sign = '', euro = '', whole = '', fraction = '', ...units] = found;
  return {
    number: sign.replace('\u2212', '-') + whole.replace(thousand[language], '') + fraction,
    unit: euro || units.find((unit) => unit !== undefined) || '',
  };
}

/** One field: one kind of space, no formula, quoted where a sign of the format stands in it. */
function field(cell: string, language: Language): string {
  const text = cell.replace(/[\u00a0\u202f]/g, ' ').replace(/\u00ad/g, '');
  const safe = formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
  return safe.includes(separator[language]) || /["\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
