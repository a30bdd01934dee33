/** Whether a file is written as `tofu fmt` writes it: a reader of its own, line by line, that knows nothing of our printer. */

/** What `tofu fmt` would change, as "line 3: ..."; empty if nothing. */
export function formatFaults(text: string): string[] {
  const lines = text.split('\n');
  const faults: string[] = [];
  const fault = (i: number, what: string) => faults.push(`line ${i + 1}: ${what}`);
  if (!text.endsWith('\n') || text.endsWith('\n\n')) fault(lines.length - 1, 'not exactly one line feed at the end');
  const opened: number[] = [];
  lines.forEach((line, i) => {
    if (/\s$/.test(line)) fault(i, 'blank at the end');
    if (line.includes('\t')) fault(i, 'tab');
    if (line === '') {
      if (i < lines.length - 1 && lines[i + 1] === '') fault(i, 'two blank lines');
      return;
    }
    const bare = withoutTexts(line);
    const net = count(bare, /[{[(]/g) - count(bare, /[}\])]/g);
    if (net < 0) close(opened, -net);
    const indent = line.length - line.trimStart().length;
    if (indent !== 2 * opened.length) fault(i, `indented by ${indent} instead of ${2 * opened.length}`);
    if (net > 0) opened.push(net);
    const said = bare.trimStart();
    if (!said.startsWith('#') && / {2,}/.test(said.replace(/ +=/, ' ='))) fault(i, 'two blanks');
    if (/[^ ] +,|,[^ ]|\[ | \]|\( | \)/.test(said) && !said.startsWith('#')) fault(i, 'blanks at a bracket or comma');
  });
  for (const run of runs(lines)) {
    const columns = run.map((i) => equals(lines[i]!));
    const longest = Math.max(...run.map((i) => nameEnd(lines[i]!)));
    columns.forEach((column, j) => {
      if (column !== longest + 1) fault(run[j]!, 'equals sign not below the others');
    });
  }
  lines.forEach((line, i) => {
    if (equals(line) >= 0 && isOpen(line) && equals(line) !== nameEnd(line) + 1)
      fault(i, 'equals sign of a value of several lines not after one blank');
    if (equals(line) >= 0 && !/^ \S/.test(line.slice(equals(line) + 1))) fault(i, 'not one blank after the equals sign');
  });
  return faults;
}

/** Runs of attributes of one line each, by line number. */
function runs(lines: readonly string[]): number[][] {
  const found: number[][] = [[]];
  lines.forEach((line, i) => {
    if (equals(line) >= 0 && !isOpen(line)) found.at(-1)!.push(i);
    else found.push([]);
  });
  return found.filter(({ length }) => length > 0);
}

/** Whether a line opens more brackets than it closes. */
function isOpen(line: string): boolean {
  const bare = withoutTexts(line);
  return count(bare, /[{[(]/g) > count(bare, /[}\])]/g);
}

/** Where the equals sign of an attribute stands, -1 if the line is none. */
function equals(line: string): number {
  const match = /^ *("[^"]*"|[\w-]+) *=(?!=)/.exec(line);
  return match ? match[0].length - 1 : -1;
}

function nameEnd(line: string): number {
  return line.slice(0, equals(line)).trimEnd().length;
}

function withoutTexts(line: string): string {
  return line.replace(/"(?:[^"\\]|\\.)*"/g, (text) => '"'.padEnd(text.length - 1, 'x') + '"');
}

function close(opened: number[], closed: number): void {
  let left = closed;
  while (left > 0 && opened.length > 0) {
    const last = opened.pop()!;
    if (last > left) opened.push(last - left);
    left -= last;
  }
}

function count(text: string, shape: RegExp): number {
  return text.match(shape)?.length ?? 0;
}
