/** Draws the ranges away from the page, so that typing never waits for them. */
import { compare, ranges, shownQuotes, type Scenario } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';

self.onmessage = ({ data }: MessageEvent<{ scenario: Scenario; today: string }>) => {
  const facts = factsOn(data.today);
  self.postMessage({ of: data.scenario, by: ranges(shownQuotes(compare(data.scenario, facts)), { scenario: data.scenario, facts }) });
};
