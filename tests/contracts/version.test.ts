/** One version: in the library, in its package and in the repository. */
import { expect, it } from 'vitest';
import { plannerVersion } from '@ordiplan/planner';
import repository from '../../package.json' with { type: 'json' };
import planner from '../../packages/planner/package.json' with { type: 'json' };

it('the library, its package and the repository have the same version', () => {
  expect([planner.version, repository.version]).toEqual([plannerVersion, plannerVersion]);
  expect(plannerVersion).toMatch(/^\d+\.\d+\.\d+$/);
});

it('the package offers the public exports and nothing inside', () => {
  expect(Object.keys(planner.exports)).toEqual(['.', './facts', './schema']);
});
