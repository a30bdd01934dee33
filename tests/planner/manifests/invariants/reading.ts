/** Reads the emitted files for the numbered invariants: which hosts there are, and small readers of each kind of file. */
import { filesFor, layouts, type Layout } from '../../../manifests/bundles.ts';
import type { Files } from '@ordiplan/planner';

export interface Bundle {
  readonly layout: Layout;
  readonly files: Files;
}

/** Every layout's files: made once per test file. */
export const bundles: readonly Bundle[] = layouts.map((layout) => ({ layout, files: filesFor(layout) }));
