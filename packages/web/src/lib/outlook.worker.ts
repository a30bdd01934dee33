/** What would change the decision, and the next 36 months: too much to reckon while somebody types. Says how far it is. */
import {
  compare,
  flipBlocks,
  flips,
  recommendedQuote,
  roadmap,
  roadmapBlocks,
  type Block,
  type Language,
  type Scenario,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';

export interface OutlookQuestion {
  readonly scenario: Scenario;
  readonly today: string;
  readonly language: Language;
}

export type OutlookMessage =
  | { readonly kind: 'roadmap'; readonly blocks: readonly Block[] }
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'flips'; readonly blocks: readonly Block[] };

self.onmessage = ({ data: { scenario, today, language } }: MessageEvent<OutlookQuestion>) => {
  const facts = factsOn(today);
  const comparison = compare(scenario, facts);
  const road = roadmap(comparison.quotes, recommendedQuote(comparison)?.id, { scenario, facts });
  post({ kind: 'roadmap', blocks: roadmapBlocks(road, { comparison, language }) });
  const found = flips(scenario, facts, (share) => post({ kind: 'progress', share }));
  post({ kind: 'flips', blocks: flipBlocks(found, { comparison, facts, language }) });
};

function post(message: OutlookMessage): void {
  self.postMessage(message);
}
