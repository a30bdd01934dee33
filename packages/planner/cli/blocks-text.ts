/** Blocks as text for a terminal. */
import type { Block } from '@ordiplan/planner';
import { table } from './table.ts';

/** The blocks, an empty line apart. A table that is wider than `width` is printed row by row: each cell beside its head. */
export function blocksText(blocks: readonly Block[], { width }: { width: number }): string {
  const lines = blocks.flatMap((block, i) => [...(i === 0 || blocks[i - 1]!.kind === 'heading' ? [] : ['']), ...linesOf(block, width)]);
  return `${lines.join('\n')}\n`;
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
