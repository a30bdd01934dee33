/** Blocks: what a report consists of, whatever prints it, and how they are written as Markdown. */

/** `notes` are lines that belong beneath a list or a table. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly isOrdered: boolean; readonly notes?: readonly string[] }
  | {
      readonly kind: 'table';
      /** Empty for a table that needs no heads. */
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly notes?: readonly string[];
    };

/** The blocks as Markdown, with a final line feed. Text of the blocks is shown as it is: nothing in it is markup. */
export function markdown(blocks: readonly Block[]): string {
  return `${blocks.flatMap(paragraphs).join('\n\n')}\n`;
}

function paragraphs(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [`## ${inline(block.text)}`];
    case 'lines':
      return block.lines.map(line);
    case 'list':
      return [block.items.map((item, i) => `${block.isOrdered ? `${i + 1}.` : '-'} ${inline(item)}`).join('\n'), ...notesOf(block)];
    case 'table':
      // Markdown knows no table without a head.
      if (block.head.length === 0) return [block.rows.map((row) => `- ${inline(row.join(' '))}`).join('\n'), ...notesOf(block)];
      return [tableText(block.head, block.rows), ...notesOf(block)];
  }
}

function notesOf({ notes = [] }: { readonly notes?: readonly string[] }): string[] {
  return notes.map(line);
}

/** A table of Markdown has as many cells in each row. */
function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = Math.max(head.length, ...rows.map((row) => row.length));
  const cells = (row: readonly string[]) => `| ${Array.from({ length: columns }, (_, i) => inline(row[i] ?? '')).join(' | ')} |`;
  return [cells(head), `|${' --- |'.repeat(columns)}`, ...rows.map(cells)].join('\n');
}

/** A paragraph of its own: what would begin a list, a heading or a quotation is escaped as well. */
function line(text: string): string {
  return inline(text)
    .replace(/^[#>+-]/, '\\$&')
    .replace(/^(\d+)([.)] )/, '$1\\$2');
}

function inline(text: string): string {
  return text.replace(/[\\`*_[\]|<]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}
