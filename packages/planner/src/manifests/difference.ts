/** What changes in the files of a set-up when the scenario changes: file by file, line by line. */
import type { Files } from './files.ts';

/** A line of the difference; its numbers, from 1, are those of the old and of the new file. */
export type DifferenceLine =
  | { readonly kind: 'same'; readonly text: string; readonly before: number; readonly after: number }
  | { readonly kind: 'removed'; readonly text: string; readonly before: number }
  | { readonly kind: 'added'; readonly text: string; readonly after: number };

/** One file that two bundles do not share as it is. */
export interface FileDifference {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly lines: readonly DifferenceLine[];
}

/** The header names scenario and prices: it differs whenever anything does, and says nothing. */
const headerLine = /^(#|\/\/|<!--) (Ordiplan \d|Prices: |Scenario: )/;
const headerLines = 6;

/** The files that differ in more than their header, in the order of their paths. */
export function difference(before: Files, after: Files): FileDifference[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path): FileDifference[] => {
    const [old, now] = [own(before, path), own(after, path)];
    if (old === now) return [];
    const lines = lineDifference(linesOf(old), linesOf(now));
    if (old === undefined) return [{ path, kind: 'added', lines }];
    if (now === undefined) return [{ path, kind: 'removed', lines }];
    const isOnlyHeader = lines.every(({ kind, text }) => kind === 'same' || headerLine.test(text));
    return isOnlyHeader && isHeaderAtTop(lines) ? [] : [{ path, kind: 'changed', lines }];
  });
}

/** A file may be called like something that every object has. */
function own(files: Files, path: string): string | undefined {
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

function isHeaderAtTop(lines: readonly DifferenceLine[]): boolean {
  return lines.every((line) => line.kind === 'same' || (line.kind === 'added' ? line.after : line.before) <= headerLines);
}

function linesOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.replace(/\n$/, '').split('\n');
}

/** Beyond the comparison of two parts of two thousand lines each, which no file of ours has, one is told as replaced by the other. */
const mostCells = 4_000_000;

/** The shortest way from the old lines to the new: what both begin and end with stays, between them the longest common part. */
function lineDifference(old: readonly string[], now: readonly string[]): DifferenceLine[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const same = (i: number, j: number): DifferenceLine => ({ kind: 'same', text: old[i]!, before: i + 1, after: j + 1 });
  return [
    ...Array.from({ length: start }, (_, i) => same(i, i)),
    ...middle(),
    ...Array.from({ length: end }, (_, i) => same(old.length - end + i, now.length - end + i)),
  ];

  function removed(count: number): DifferenceLine[] {
    return old.slice(start, start + count).map((text, i) => ({ kind: 'removed', text, before: start + i + 1 }));
  }

  function added(count: number): DifferenceLine[] {
    return now.slice(start, start + count).map((text, i) => ({ kind: 'added', text, after: start + i + 1 }));
  }

  function middle(): DifferenceLine[] {
    const [rows, columns] = [old.length - start - end, now.length - start - end];
    if (rows * columns > mostCells) return [...removed(rows), ...added(columns)];
    // common[i][j]: length of the longest common part of what follows line i and line j.
    const common = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
    for (let i = rows - 1; i >= 0; i--) {
      for (let j = columns - 1; j >= 0; j--) {
        const isSame = old[start + i] === now[start + j];
        common[i]![j] = isSame ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
      }
    }
    const lines: DifferenceLine[] = [];
    let [i, j] = [0, 0];
    while (i < rows || j < columns) {
      if (i < rows && j < columns && old[start + i] === now[start + j]) lines.push(same(start + i++, start + j++));
      else if (i < rows && (j === columns || common[i + 1]![j]! >= common[i]![j + 1]!))
        lines.push({ kind: 'removed', text: old[start + i]!, before: start + i++ + 1 });
      else lines.push({ kind: 'added', text: now[start + j]!, after: start + j++ + 1 });
    }
    return lines;
  }
}
