/**
 * `npm run bench`: how long the answers take, and what the exact searches save against asking every number of
 * practices, side by side in one run. Times decide nothing: only a curve that differs from its scan ends with 1.
 */
import { defaultDraws } from '../packages/planner/src/advice/draws.ts';
import { ranges } from '../packages/planner/src/advice/ranges.ts';
import { sensitivity } from '../packages/planner/src/advice/sensitivity.ts';
import { compare } from '../packages/planner/src/compare.ts';
import { factsOn } from '../packages/planner/facts.ts';
import { likelySupply } from '../packages/planner/src/options/facts.ts';
import { optionOf } from '../packages/planner/src/options/index.ts';
import { optionIds, type Option, type Supply } from '../packages/planner/src/options/plan.ts';
import { quoteOf, shownQuotes } from '../packages/planner/src/report/answer.ts';
import type { Scenario } from '../packages/planner/src/scenario/scenario.ts';
import { heapMb, medianMs, msOf, peakMb } from './clock.ts';
import { counting, requireExactCount } from './counting.ts';
import { difference, endOf, fastCurve, stepsAndPoints, type Curve } from './curves.ts';
import { againstAim, countText, digits, msText, print, ratioText, section, table } from './report.ts';
import { scanCells } from './scan-cells.ts';
import { scan, type Scan } from './scan.ts';

const facts = factsOn('2026-11-24');
let scenario!: Scenario;
const firstMs = msOf(() => ({ scenario } = compare({ tenants: 25 }, facts)));
const likely = likelySupply(scenario, facts);
const analysed = optionIds.map(optionOf);
const differences: string[] = [];
const curveColumns = ['option, practices', 'ends at', 'steps', 'fast', 'scan', 'ratio', 'fast asks', 'scan asks', 'ratio'];

print(`# Benchmark\n\nNode ${process.versions.node}, prices and machines of ${facts.today}. Times are medians.`);
comparisons();
// Before the scans: the most memory that a process had never falls again.
rangesAndSensitivity();
catalogueCurves();
growth();
cells();
if (differences.length > 0) {
  print(`\nA fast curve differs from its scan:\n${differences.join('\n')}`);
  process.exitCode = 1;
}

function comparisons(): void {
  // The last supply is kept: another day of the order makes every round begin anew.
  const days = ['2026-11-24', '2026-11-25'];
  const cold = medianMs(60, (round) => compare({ tenants: 25, orderOn: days[round % days.length]! }, facts));
  const warm = medianMs(200, (round) => compare({ tenants: 20 + (round % 40) }, facts));
  section(
    'A comparison',
    'First: the very first one of the process, which also compiles. Cold: a scenario whose curves nobody has asked for yet. Warm: another number of practices, as with a slider.',
  );
  table(
    ['`compare`', 'time', 'aim', ''],
    [
      ['first', msText(firstMs), '', ''],
      ['cold', ...againstAim(cold, 8)],
      ['warm', ...againstAim(warm, 2)],
    ],
  );
}

/** The options of the analysis with the catalogue as it is. */
function catalogueCurves(): void {
  section(
    'Cost curves and upgrade points',
    'All steps with their bills and all upgrade points with their causes, against a scan that asks every number of practices: first the times, then how many times a limit is asked.',
  );
  const rows = [1000, 1_000_000].flatMap((maxTenants) => {
    const supply = anew(likely, maxTenants);
    return analysed.map((option) => row(option, supply));
  });
  table(curveColumns, rows);
  const all = medianMs(20, () => analysed.forEach((option) => stepsAndPoints(option, anew(likely, 1000))));
  print('');
  table(['four curves', 'time', 'aim', ''], [['1..1,000, new supply', ...againstAim(all, 16)]]);
}

/** Practices that are so much smaller that the same machines last so much longer. */
function growth(): void {
  section(
    'Growth',
    'The designs above end at some hundred practices, whatever the range. Here practices have a tenth, a hundredth, a thousandth of the load, so that the same steps spread over the whole range: ten times as many practices cost the fast curve a constant number of questions more, and the scan ten times as many.',
  );
  const rows = analysed.flatMap((option) => [1, 10, 100, 1000].map((factor) => row(option, anew(smaller(likely, factor), 1000 * factor))));
  table(curveColumns, rows);
}

function row(option: Option, supply: Supply): string[] {
  requireExactCount(option, supply);
  const fastMs = medianMs(20, () => stepsAndPoints(option, anew(supply)));
  let scanned: Scan = { stretches: [], points: [], limitsAsked: 0 };
  const scanMs = medianMs(supply.maxTenants > 10_000 ? 1 : 5, () => (scanned = scan(option, anew(supply))));
  const counter = counting(supply);
  const fast = fastCurve(option, counter.supply);
  const asked = counter.limitsAsked();
  check(option, supply, fast, scanned);
  return [
    `${option.id}, 1..${countText(supply.maxTenants)}`,
    countText(endOf(fast)),
    countText(fast.stretches.length),
    msText(fastMs),
    msText(scanMs),
    ratioText(scanMs, fastMs),
    countText(asked),
    countText(scanned.limitsAsked),
    ratioText(scanned.limitsAsked, asked),
  ];
}

function cells(): void {
  section(
    'Cells',
    'A design that grows by copies of itself has a step for every copy: the number of its steps is linear in the number of practices, and so is every way to list them. Its parts lists together grow with the square.',
  );
  const rows = (['single-cells', 'pair-cells'] as const).flatMap((id) =>
    [1000, 3000, 10_000].map((maxTenants) => {
      const option = optionOf(id);
      const supply = anew(likely, maxTenants);
      const fast = fastCurve(option, anew(supply));
      let scanned: Curve = { stretches: [], points: [] };
      const scanMs = msOf(() => (scanned = scanCells(option, anew(supply))));
      check(option, supply, fast, scanned);
      const fastMs = medianMs(5, () => stepsAndPoints(option, anew(supply)));
      return [
        `${id}, 1..${countText(maxTenants)}`,
        countText(fast.stretches.length),
        msText(fastMs),
        msText(scanMs),
        ratioText(scanMs, fastMs),
      ];
    }),
  );
  table(['option, practices', 'steps', 'fast', 'scan', 'ratio'], rows);
}

function rangesAndSensitivity(): void {
  const comparison = compare({ tenants: 25 }, facts);
  const shown = shownQuotes(comparison);
  const draw = (draws: number) => ranges(shown, { scenario, facts }, { ...defaultDraws, draws });
  const draws = 2000;
  const rangesMs = medianMs(5, () => draw(draws));
  const sensitivityMs = medianMs(20, () => sensitivity(quoteOf(comparison, 'single'), { scenario, facts }));
  section('Ranges and sensitivity', `Ranges of the four cards: ${shown.map(({ id }) => id).join(', ')}.`);
  table(
    ['', 'time', 'aim', '', 'one draw'],
    [
      [`${countText(draws)} draws`, ...againstAim(rangesMs, 300), msText(rangesMs / draws)],
      ['sensitivity of A', msText(sensitivityMs), '', '', ''],
    ],
  );
  const before = { heap: heapMb(), peak: peakMb() };
  const rows = [1, 2, 4].map((factor) => {
    draw(factor * draws);
    return [`after ${countText(factor * draws)} draws`, digits(heapMb()), digits(peakMb())];
  });
  section('Memory', 'One world after the other is thrown away: only the figures of each draw are kept until the end.');
  table(['', 'heap in use, MB', 'process at most, MB'], [['before', digits(before.heap), digits(before.peak)], ...rows]);
}

function check(option: Option, supply: Supply, fast: Curve, scanned: Curve): void {
  const found = difference(fast, scanned);
  if (found !== undefined) differences.push(`${option.id}, 1..${countText(supply.maxTenants)}: ${found}`);
}

/** The same supply with nothing worked out yet, also no prices of sizes. */
function anew(supply: Supply, maxTenants = supply.maxTenants): Supply {
  return { ...supply, maxTenants, priced: new Map(), found: new Map() };
}

/** Practices with a fraction of the users and of the contacts: everything that fills a machine shrinks with them. */
function smaller(supply: Supply, factor: number): Supply {
  const { usersPerPractice, contactsPerDay } = supply.values;
  return {
    ...supply,
    values: { ...supply.values, usersPerPractice: usersPerPractice / factor, contactsPerDay: contactsPerDay / factor },
  };
}
