/** The roadmap in words: where each path leads in 36 months, what it costs, and what is to be changed and decided when. */
import type { Path, Roadmap } from '../advice/roadmap.ts';
import type { Comparison } from '../compare.ts';
import type { PlanId } from '../options/plan.ts';
import { dayText, euroText, hoursText, numberText, percentText, stepText, type Language } from '../units/text.ts';
import { designName } from './answer.ts';
import type { Block } from './markdown.ts';
import { readingWords } from './reading.ts';
import { words as allWords } from './words.ts';

export interface RoadmapTold {
  readonly comparison: Comparison;
  readonly language: Language;
  readonly nameOf?: (id: PlanId, language: Language) => string;
}

/** The paths side by side, then the changes of each. */
export function roadmapBlocks(road: Roadmap, told: RoadmapTold): Block[] {
  const { comparison, language } = told;
  const { roadmap: words } = readingWords[language];
  const first = road.paths[0];
  if (!first)
    return [
      { kind: 'heading', text: words.heading },
      { kind: 'lines', lines: [words.none] },
    ];
  const last = first.months.at(-1)!;
  const { productionInMonths } = comparison.scenario;
  const { shock } = road.shocked;
  const still = road.paths.filter(({ changes }) => changes.length === 0);
  return [
    { kind: 'heading', text: words.heading },
    {
      kind: 'lines',
      lines: [
        words.growth(first.months[0]!.tenants, last.tenants, last.month),
        ...(productionInMonths === undefined ? [] : [words.production(productionInMonths)]),
      ],
    },
    pathsTable(road, told),
    ...road.paths.flatMap((path) => changesOf(path, told)),
    ...(still.length > 0 ? [{ kind: 'lines' as const, lines: [words.noChange(still.map(({ id }) => words.path[id]))] }] : []),
    { kind: 'lines', lines: [words.shock(shock.fromMonth, percentText(shock.newOrders, language), percentText(shock.dollar, language))] },
  ];
}

function pathsTable({ paths, shocked }: Roadmap, told: RoadmapTold): Block {
  const { language } = told;
  const { roadmap: words } = readingWords[language];
  const { path: head, end, paid, shocked: withShock, carries } = words.column;
  const paidText = (path: Path | undefined) => (path?.paid ? euroText(path.paid, language, 0) : allWords[language].unknown);
  return {
    kind: 'table',
    head: [head, end, carries, paid, withShock],
    rows: paths.map((path) => {
      const last = path.months.at(-1)!;
      return [
        words.path[path.id],
        place(last, told),
        path.endsInMonth === undefined ? words.always : words.endsIn(path.endsInMonth),
        paidText(path),
        paidText(shocked.paths.find(({ id }) => id === path.id)),
      ];
    }),
    notes: [words.note],
  };
}

function changesOf(path: Path, told: RoadmapTold): Block[] {
  const { comparison, language } = told;
  const { roadmap: words } = readingWords[language];
  const { unknown } = allWords[language];
  const name = words.path[path.id];
  if (path.changes.length === 0) return [];
  const { month, due, decideBy, tenants, to, step, work, once } = words.changeColumn;
  return [
    { kind: 'heading', text: words.changes(name) },
    {
      kind: 'table',
      head: [month, due, decideBy, tenants, to, step, work, once],
      rows: path.changes.map((change) => [
        String(change.month),
        dayText(change.dueOn, language),
        change.decideBy <= comparison.today ? words.late : dayText(change.decideBy, language),
        numberText(change.tenants, language),
        place(change.to, told),
        change.priceStep ? stepText(change.priceStep, language) : unknown,
        hoursText(change.workHours, language),
        change.doubleRunning ? euroText(change.doubleRunning, language) : unknown,
      ]),
    },
  ];
}

/** "C (cluster): 3 × CX43". */
function place({ plan, machines }: { readonly plan: PlanId; readonly machines: string }, { language, nameOf }: RoadmapTold): string {
  return `${nameOf ? nameOf(plan, language) : designName(plan, allWords[language])}: ${machines}`;
}
