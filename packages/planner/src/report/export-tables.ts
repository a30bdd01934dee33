/** The tables that a spreadsheet gets: the comparison, the bill of the recommended plan, the cost curve. */
import type { Comparison } from '../compare.ts';
import type { Language } from '../units/text.ts';
import { recommendedQuote, shownQuotes } from './answer.ts';
import { csv } from './csv.ts';
import type { Block } from './markdown.ts';
import { optionTable, type RangesByPlan } from './reading-developer.ts';
import { billTable } from './record-tables.ts';
import { recordWords } from './record-words.ts';
import { costCurveTwin } from './twins.ts';
import { words as allWords } from './words.ts';

/** Each under its heading. */
export function exportTables(comparison: Comparison, { ranges, language }: { ranges: RangesByPlan; language: Language }): Block[] {
  const { heading } = recordWords[language];
  const shown = shownQuotes(comparison);
  const bill = recommendedQuote(comparison)?.bill;
  const { head, rows } = costCurveTwin(shown, language);
  const { kind, head: columns, rows: options } = optionTable(comparison, shown, ranges, allWords[language]);
  return [
    { kind: 'heading', text: heading.options },
    { kind, head: columns, rows: options },
    ...(bill ? [{ kind: 'heading' as const, text: heading.parts }, billTable(bill, comparison, language)] : []),
    { kind: 'heading', text: heading.curve },
    { kind: 'table', head, rows },
  ];
}

/** The same as one file for a spreadsheet. */
export function reportCsv(comparison: Comparison, wishes: { ranges: RangesByPlan; language: Language }): string {
  return csv(exportTables(comparison, wishes), wishes.language);
}
