/**
 * What would change the decision, and the next 36 months: too much to reckon while somebody types. Says how far it is, and leaves a
 * question as soon as a newer one has come.
 */
import {
  compare,
  flipBlocks,
  flipSearch,
  recommendedQuote,
  roadmap,
  roadmapBlocks,
  type Block,
  type Language,
  type Scenario,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';

export interface OutlookQuestion {
  /** Higher than that of every question before. */
  readonly id: number;
  readonly scenario: Scenario;
  readonly today: string;
  readonly language: Language;
}

/** That another question is coming: what is being reckoned is no longer wanted. */
export type OutlookStop = Pick<OutlookQuestion, 'id'>;

/** `id`: that of the question. */
export type OutlookMessage = { readonly id: number } & (
  | { readonly kind: 'roadmap'; readonly blocks: readonly Block[] }
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'flips'; readonly blocks: readonly Block[] }
);

/** So long it works between two looks for a newer question. */
const sliceMs = 40;

/** So seldom it says how far it is: the page paints anew each time. */
const progressMs = 250;

let newest = 0;

self.onmessage = ({ data }: MessageEvent<OutlookQuestion | OutlookStop>) => {
  newest = data.id;
  if ('scenario' in data) void answer(data);
};

async function answer({ id, scenario, today, language }: OutlookQuestion): Promise<void> {
  const facts = factsOn(today);
  const comparison = compare(scenario, facts);
  const road = roadmap(comparison.quotes, recommendedQuote(comparison)?.id, { scenario, facts });
  post({ id, kind: 'roadmap', blocks: roadmapBlocks(road, { comparison, language }) });
  const search = flipSearch(scenario, facts);
  let pausedAt = performance.now();
  let saidAt = pausedAt;
  let step = search.next();
  for (; !step.done; step = search.next()) {
    if (performance.now() - pausedAt < sliceMs) continue;
    await new Promise((resume) => setTimeout(resume));
    if (id !== newest) return;
    pausedAt = performance.now();
    if (pausedAt - saidAt < progressMs) continue;
    post({ id, kind: 'progress', share: step.value });
    saidAt = pausedAt;
  }
  post({ id, kind: 'flips', blocks: flipBlocks(step.value, { comparison, facts, language }) });
}

function post(message: OutlookMessage): void {
  self.postMessage(message);
}
