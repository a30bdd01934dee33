/** How the table of a chart is set: which columns hold words, and whether a phone shows its rows as small lists. */
import type { Twin } from '@ordiplan/planner';

export interface TableShape {
  /** Columns without a single figure begin at the left. */
  readonly isWord: readonly boolean[];
  readonly isStacked: boolean;
}

/** Letters that stand side by side on the narrowest screen, and the rows that may become lists: more would never end. */
const lettersOfPhone = 36;
const mostLists = 24;

export function tableShape({ head, rows }: Pick<Twin, 'head' | 'rows'>): TableShape {
  const columns = head.map((title, i) => ({ title, cells: rows.map((row) => row[i] ?? '') }));
  const letters = columns.reduce((sum, { title, cells }) => sum + Math.max(...[title, ...cells].map(longestWord)), 0);
  return {
    isWord: columns.map(({ cells }) => !cells.some((cell) => /^[+\u2212\u20ac]?\d/.test(cell))),
    isStacked: letters > lettersOfPhone && rows.length <= mostLists,
  };
}

function longestWord(text: string): number {
  return Math.max(...text.split(' ').map((word) => word.length));
}
