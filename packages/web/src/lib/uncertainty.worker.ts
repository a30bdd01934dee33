/**
 * How far the figures spread, what moves them, and what would change the decision: too much to reckon while somebody waits for the
 * page. Says how far it is, stops when it is told to, and leaves a question as soon as a newer one of its kind has come.
 */
import {
  compare,
  flipSearch,
  rangesSearch,
  sensitivity,
  shownQuotes,
  type Draws,
  type Flip,
  type PlanId,
  type Ranges,
  type Scenario,
  type Sensitivity,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';

export type Sensitivities = Readonly<Partial<Record<PlanId, Sensitivity>>>;

interface Asked {
  /** Higher than that of every question before. */
  readonly id: number;
  readonly scenario: Scenario;
  readonly today: string;
}
export type UncertaintyQuestion =
  | (Asked & { readonly kind: 'draw'; readonly draws: Draws })
  | (Asked & { readonly kind: 'study' })
  /** Nobody waits for the draws any longer. */
  | { readonly kind: 'stop'; readonly id: number };

/** `id`: that of the question. */
export type UncertaintyMessage = { readonly id: number } & (
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'ranges'; readonly by: Ranges }
  | { readonly kind: 'sensitivities'; readonly by: Sensitivities }
  | { readonly kind: 'flips'; readonly found: readonly Flip[] }
);

/** So long it works between two looks for a newer question. */
const sliceMs = 40;

const newest = { draw: 0, study: 0 };

self.onmessage = ({ data }: MessageEvent<UncertaintyQuestion>) => {
  newest[data.kind === 'study' ? 'study' : 'draw'] = data.id;
  if (data.kind === 'draw') void draw(data);
  else if (data.kind === 'study') void study(data);
};

async function draw({ id, scenario, today, draws }: Asked & { readonly draws: Draws }): Promise<void> {
  const facts = factsOn(today);
  const search = rangesSearch(shownQuotes(compare(scenario, facts)), { scenario, facts }, draws);
  const by = await taken(search, { isWanted: () => newest.draw === id, onShare: (share) => post({ id, kind: 'progress', share }) });
  if (by) post({ id, kind: 'ranges', by });
}

async function study({ id, scenario, today }: Asked): Promise<void> {
  const facts = factsOn(today);
  const shown = shownQuotes(compare(scenario, facts));
  const by = Object.fromEntries(shown.map((quote) => [quote.id, sensitivity(quote, { scenario, facts })]));
  post({ id, kind: 'sensitivities', by });
  const found = await taken(flipSearch(scenario, facts), { isWanted: () => newest.study === id });
  if (found) post({ id, kind: 'flips', found });
}

/** What a search ends with; undefined if it is no longer wanted before. */
async function taken<Result>(
  search: Generator<number, Result>,
  { isWanted, onShare }: { isWanted: () => boolean; onShare?: (share: number) => void },
): Promise<Result | undefined> {
  let pausedAt = performance.now();
  let step = search.next();
  for (; !step.done; step = search.next()) {
    if (performance.now() - pausedAt < sliceMs) continue;
    onShare?.(step.value);
    await new Promise((resume) => setTimeout(resume));
    if (!isWanted()) return undefined;
    pausedAt = performance.now();
  }
  return step.value;
}

function post(message: UncertaintyMessage): void {
  self.postMessage(message);
}
