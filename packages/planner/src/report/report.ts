/** The whole answer for one reader, as the command line prints it and the site saves it. */
import type { Facts } from '../options/facts.ts';
import type { Comparison } from '../compare.ts';
import type { Language } from '../units/text.ts';
import { markdown, type Block } from './markdown.ts';
import { complianceReading } from './reading-compliance.ts';
import { developerReading, printedQuotes, type RangesByPlan } from './reading-developer.ts';
import { ownerReading } from './reading-owner.ts';
import type { ReadingId } from './reading.ts';

/** For whom a report is, in which language, and how much of it. */
export interface ReportWishes {
  readonly facts: Facts;
  readonly language: Language;
  /** For whom; developers, if nobody is named. */
  readonly reading?: ReadingId;
  /** Of the quotes that are printed; only developers read them. */
  readonly ranges?: RangesByPlan;
  /** Every design and every finding, not only those of the analysis and the weighty ones. */
  readonly all?: boolean;
}

/** The whole answer as headings, paragraphs, lists and tables. */
export function reportBlocks(comparison: Comparison, wishes: ReportWishes): Block[] {
  const { facts, language, reading = 'developer', ranges = {}, all = false } = wishes;
  switch (reading) {
    case 'owner':
      return ownerReading(comparison, language);
    case 'compliance':
      return complianceReading({ comparison, facts, language });
    case 'developer':
      return developerReading(comparison, { shown: printedQuotes(comparison, { all }), ranges, language, all });
  }
}

/** The same as Markdown: what `ordiplan plan --markdown` prints. */
export function reportMarkdown(comparison: Comparison, wishes: ReportWishes): string {
  return markdown(reportBlocks(comparison, wishes));
}
