/** Blocks as text for a terminal. */
import type { Block } from '@ordiplan/planner';
import { plain, type Paint } from './paint.ts';
import { table } from './table.ts';

/** The blocks, an empty line apart. A table that is wider than `width` is printed row by row: each cell beside its head. */
export function blocksText(blocks: readonly Block[], { width, paint = plain }: { width: number; paint?: Paint }): string {
  const lines = blocks.flatMap((block, i) => [
    ...(i === 0 || blocks[i - 1]!.kind === 'heading' ? [] : ['']),
    ...linesOf(block, width).map((line, j) => painted(line, block, { isFirst: j === 0, paint })),
  ]);
  return `${lines.join('\n')}\n`;
}

/** The mark of the plan to take, at the beginning of its row. */
const chosen = '▸';

function painted(line: string, block: Block, { isFirst, paint }: { isFirst: boolean; paint: Paint }): string {
  if (block.kind === 'heading') return paint.head(line);
  if (block.kind !== 'table') return line;
  if (isFirst && block.head.length > 0) return paint.quiet(line);
  return line.startsWith(chosen) ? paint.chosen(line) : line;
}

function linesOf(block: Block, width: number): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [`${block.text}:`];
    case 'lines':
      return block.lines;
    case 'list':
      return [...block.items.map((item, i) => `${block.isOrdered ? `${i + 1} ` : '-'} ${item}`), ...(block.notes ?? [])];
    case 'table': {
      const { head, rows, notes = [] } = block;
      const lines = table(head.length > 0 ? [head, ...rows] : rows.map(([first = '', ...cells]) => [` ${first}`, ...cells]));
      return [...(lines.some((line) => line.length > width) ? records(head, rows) : lines), ...notes];
    }
  }
}

/** Each row with its first cell as a head and the others beneath. */
function records(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.flatMap(([first = '', ...cells]) => [
    // A bare number says nothing without its head.
    `- ${/^\d+$/.test(first) ? `${head[0]} ` : ''}${first}`,
    ...table(cells.map((cell, i) => [`  ${head[i + 1] ?? ''}`, cell]).filter(([, cell]) => cell !== '')),
  ]);
}
