/** CSV: read back by a small parser that knows only RFC 4180, every table has the cells that it was written from. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, costBreakdownTwin, csv, languages, recommendedQuote, shownQuotes, type Language, type Twin } from '@ordiplan/planner';
import { facts } from '../answers.ts';

const separators = { de: ';', en: ',' } as const;
const nbsp = '\u00a0';

function twin(head: readonly string[], ...rows: readonly (readonly string[])[]): Twin {
  return { title: 'title', sentence: 'sentence', head, rows };
}

it('begins with the mark of UTF-8 and ends each record with CR LF', () => {
  expect(csv(twin(['a', 'b'], ['x', 'y']), 'de')).toBe('\ufeffa;b\r\nx;y\r\n');
  expect(csv(twin(['a', 'b'], ['x', 'y']), 'en')).toBe('\ufeffa,b\r\nx,y\r\n');
});

it('quotes separators, quotes and line ends, and nothing else', () => {
  expect(csv(twin(['a'], ['x;y'], ['x,y'], ['say "x"'], ['x\ny']), 'de')).toBe('\ufeffa\r\n"x;y"\r\nx,y\r\n"say ""x"""\r\n"x\ny"\r\n');
});

describe('figures become bare numbers with the decimal sign of the language', () => {
  it.each([
    // language  cells                                               head       cells
    ['de', [`12,19${nbsp}€`, `1.234,50${nbsp}€`, 'unbekannt'], 'x (€)', ['12,19', '1234,50', 'unbekannt']],
    ['en', ['€12.19', '€1,234.50', 'unknown'], 'x (€)', ['12.19', '1234.50', 'unknown']],
    ['de', [`63${nbsp}%`, `5${nbsp}%`], 'x (%)', ['63', '5']],
    ['en', ['63%', '5%'], 'x (%)', ['63', '5']],
    ['de', ['1.000', '24'], 'x', ['1000', '24']],
    ['en', ['1,000', '24'], 'x', ['1000', '24']],
    ['en', [`4.99${nbsp}EUR a month`], 'x (EUR a month)', ['4.99']],
    // Of two units neither fits the head.
    ['de', [`40${nbsp}s`, `2,5${nbsp}h`], 'x', ['40 s', '2,5 h']],
    // The minus of a text becomes the one that a spreadsheet knows; a plus stays.
    ['de', [`\u22123,00${nbsp}€`, `+7,50${nbsp}€`], 'x (€)', ['-3,00', '+7,50']],
    // Days, spans and names of machines are no figures.
    ['de', ['01.06.2026', '9\u201324', '2 × CX43'], 'x', ['01.06.2026', '9\u201324', '2 × CX43']],
    ['en', [`1${nbsp}Jun${nbsp}2026`, '2 × CX43'], 'x', ['1 Jun 2026', '2 × CX43']],
  ] as const)('%s: %j', (language, cells, head, written) => {
    const [titles, ...records] = parsed(csv(twin(['x'], ...cells.map((cell) => [cell])), language), language);
    expect(titles).toEqual([head]);
    expect(records).toEqual(written.map((cell) => [cell]));
  });
});

it.each(['=1+1', '=HYPERLINK("x")', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '-1;2'])('%j is not run as a formula', (cell) => {
  for (const language of languages) expect(parsed(csv(twin(['x'], [cell]), language), language)[1]).toEqual([`'${cell}`]);
});

it.each(['-12', '+7', '-3,5', '24'])('%s is a number and stays one', (cell) => {
  expect(parsed(csv(twin(['x'], [cell]), 'de'), 'de')[1]).toEqual([cell]);
});

describe.each(languages)('in %s', (language) => {
  it('any text comes back as it was, but for spaces that do not break and the guard against formulas', () => {
    const cell = fc.stringMatching(/^[a-z\u00e4€ "';,=+@\r\n.-]{0,12}$/);
    const table = fc.integer({ min: 1, max: 4 }).chain((width) => {
      const row = fc.array(cell, { minLength: width, maxLength: width });
      return fc.tuple(row, fc.array(row, { maxLength: 5 }));
    });
    fc.assert(
      fc.property(table, ([head, rows]) => {
        const guarded = (row: readonly string[]) => row.map((text) => (/^[=+@\t\r-]/.test(text) ? `'${text}` : text));
        expect(parsed(csv(twin(head, ...rows), language), language)).toEqual([head, ...rows].map(guarded));
      }),
    );
  });

  it('the cost of four designs reads back as the euros of their total cost', () => {
    const comparison = compare({ tenants: 12, tenantsIn12Months: 30 }, facts);
    const shown = shownQuotes(comparison);
    const text = csv(costBreakdownTwin(shown, recommendedQuote(comparison), language), language);
    const [, ...records] = parsed(text, language);
    expect(records.map((record) => record.slice(1).map(Number))).toEqual(
      shown.map(({ totalCost }) =>
        [totalCost!.bill, totalCost!.operator, totalCost!.outage, totalCost!.sum].map(({ euro }) => Number(euro.toFixed(0))),
      ),
    );
  });

  it('of a report every table is written, each under its heading, with an empty record between', () => {
    const text = csv(
      [
        { kind: 'heading', text: 'First' },
        { kind: 'lines', lines: ['not a table'] },
        { kind: 'table', head: ['a'], rows: [['1']] },
        { kind: 'heading', text: 'Second' },
        { kind: 'table', head: [], rows: [['x', 'y']] },
      ],
      language,
    );
    expect(parsed(text, language)).toEqual([['First'], ['a'], ['1'], [''], ['Second'], ['x', 'y']]);
  });
});

/** RFC 4180, read letter by letter: an oracle that knows nothing of figures and formulas. */
function parsed(text: string, language: Language): string[][] {
  expect(text.startsWith('\ufeff')).toBe(true);
  const records: string[][] = [];
  let [record, cell, isQuoted]: [string[], string, boolean] = [[], '', false];
  for (let i = 1; i < text.length; i++) {
    const letter = text[i]!;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') cell += text[i++];
      else isQuoted = false;
    } else if (letter === '"') {
      expect(cell).toBe('');
      isQuoted = true;
    } else if (letter === separators[language]) {
      record.push(cell);
      cell = '';
    } else if (letter === '\r' && text[i + 1] === '\n') {
      records.push([...record, cell]);
      [record, cell] = [[], ''];
      i++;
    } else {
      expect(letter).not.toMatch(/[\r\n]/);
      cell += letter;
    }
  }
  expect([record, cell, isQuoted]).toEqual([[], '', false]);
  return records;
}
