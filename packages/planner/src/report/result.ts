/** The result document: one answer with everything worked out for it, as programs read it. Its form is in result-shape.ts. */
import type { Draws } from '../advice/draws.ts';
import type { Flip } from '../advice/flips.ts';
import type { Ranges } from '../advice/ranges.ts';
import type { Roadmap } from '../advice/roadmap.ts';
import type { Comparison } from '../compare.ts';
import { plannerVersion } from '../version.ts';

/**
 * The version of the form of the document, by semantic versioning: a patch corrects a description, a minor version adds
 * fields or values, a major version changes or drops some. The prices and models behind it are those of `planner`.
 */
export const resultVersion = '1.0.0';

/** The name of the form, the same for all minor versions: the `$id` of its JSON Schema. */
export const resultSchemaId = 'urn:ordiplan:result:1';

/** What is only worked out where it is asked for. */
export interface ResultExtras {
  /** How many worlds the ranges were drawn from, and the number from which they follow. */
  readonly draws?: Draws;
  readonly ranges?: Ranges;
  readonly flips?: readonly Flip[];
  readonly roadmap?: Roadmap;
}

/** The document before it is written: money is still exact, and what is unknown is undefined. */
export interface Result extends Omit<Comparison, 'schemaVersion'>, ResultExtras {
  readonly $schema: typeof resultSchemaId;
  readonly schemaVersion: typeof resultVersion;
  /** The version of the planner that answered. */
  readonly planner: string;
}

/**
 * The result document of a comparison, ready for `toJson`. What is not among the extras was not asked for and is left out.
 *
 * @example toJson(resultOf(compare({ tenants: 25 }, facts)))
 */
export function resultOf(comparison: Comparison, extras: ResultExtras = {}): Result {
  const head = { $schema: resultSchemaId, schemaVersion: resultVersion, planner: plannerVersion, today: comparison.today } as const;
  // Twice: first to stand at the top, then to hold against the version of the comparison alone.
  return { ...head, ...comparison, ...head, ...extras };
}
