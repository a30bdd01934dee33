/** Blocks as Markdown: what a reader sees is the text of the blocks, nothing in it is markup. */
import { expect, it } from 'vitest';
import { markdown, type Block } from '@ordiplan/planner';

it('headings, lines, lists and tables are written as Markdown, a blank line apart', () => {
  const blocks: Block[] = [
    { kind: 'heading', text: 'Why' },
    { kind: 'lines', lines: ['One.', 'Two.'] },
    { kind: 'list', items: ['first', 'second'], isOrdered: true, notes: ['after'] },
    { kind: 'list', items: ['any'], isOrdered: false },
    { kind: 'table', head: ['a', 'b'], rows: [['1', '2'], ['3']], notes: ['note'] },
    { kind: 'table', head: [], rows: [['A:', 'text']] },
  ];
  expect(markdown(blocks)).toBe(
    [
      '## Why',
      'One.',
      'Two.',
      '1. first\n2. second',
      'after',
      '- any',
      // The short row is filled up.
      '| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 |  |',
      'note',
      '- A: text\n',
    ].join('\n\n'),
  );
});

it.each([
  ['* in opening hours', '\\* in opening hours'],
  ['# no heading', '\\# no heading'],
  ['> 4 h', '\\> 4 h'],
  ['- 3', '\\- 3'],
  ['3. May', '3\\. May'],
  ['2 × CX33', '2 × CX33'],
  ['a|b_c`d[e]<f>', 'a\\|b\\_c\\`d\\[e\\]\\<f>'],
  ['two\nlines', 'two lines'],
])('the line %j is written %j', (text, written) => {
  expect(markdown([{ kind: 'lines', lines: [text] }])).toBe(`${written}\n`);
});

it('a bar in a cell does not end the cell', () => {
  expect(markdown([{ kind: 'table', head: ['x|y'], rows: [['1|2']] }])).toBe('| x\\|y |\n| --- |\n| 1\\|2 |\n');
});
