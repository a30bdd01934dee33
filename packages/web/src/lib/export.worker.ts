/** Makes a file of the answer away from the page: ranges are drawn for every design that is printed. */
import {
  compare,
  defaultDraws,
  pairsOf,
  printedQuotes,
  ranges,
  readPairs,
  reportCsv,
  reportMarkdown,
  resultOf,
  toJson,
  toQuery,
  type Language,
  type Scenario,
  type ScenarioInput,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';

export type ExportKind = 'json' | 'csv' | 'md';

export interface ExportQuestion {
  readonly kind: ExportKind;
  readonly scenario: Scenario;
  readonly today: string;
  readonly language: Language;
}

self.onmessage = ({ data }: MessageEvent<ExportQuestion>) => self.postMessage(fileText(data));

function fileText({ kind, scenario, today, language }: ExportQuestion): string {
  const facts = factsOn(today);
  // Asked as its link asks it: then the keys of the scenario stand in the same order as from the command line.
  const { stated } = readPairs(pairsOf(toQuery(scenario, today)), today);
  const comparison = compare(stated as ScenarioInput, facts);
  // As many draws as the page shows, so that file and screen say the same.
  const drawn = ranges(printedQuotes(comparison, { all: false }), { scenario, facts }, defaultDraws);
  switch (kind) {
    case 'json':
      return toJson(resultOf(comparison, { draws: defaultDraws, ranges: drawn }));
    case 'csv':
      return reportCsv(comparison, { ranges: drawn, language });
    case 'md':
      return reportMarkdown(comparison, { facts, language, ranges: drawn });
  }
}
