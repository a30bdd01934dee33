/** Draws the ranges away from the page, so that typing never waits for them. */
import { compare, ranges, type Scenario } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';

self.onmessage = ({ data }: MessageEvent<{ scenario: Scenario; today: string }>) => {
  const facts = factsOn(data.today);
  self.postMessage({ of: data.scenario, by: ranges(compare(data.scenario, facts).quotes, { scenario: data.scenario, facts }) });
};
