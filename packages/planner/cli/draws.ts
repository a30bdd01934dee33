/** How often the command line draws the assumptions: the same numbers every time. */
import type { Draws } from '@ordiplan/planner';

export const draws: Draws = { draws: 2000, seed: 20261123 };
