/** The report: tables in Markdown, and beside each figure the aim that it was set. */

export function section(title: string, ...sentences: readonly string[]): void {
  print(['', `## ${title}`, '', ...sentences.flatMap((sentence) => [sentence, ''])].join('\n'));
}

/** A table; the first column is text, the others are figures. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [columns, columns.map((_, i) => (i === 0 ? '---' : '---:')), ...rows];
  print(lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n'));
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Milliseconds with three digits, seconds from a thousand on. */
export function msText(ms: number): string {
  return ms < msPerSecond ? `${digits(ms)} ms` : `${digits(ms / msPerSecond)} s`;
}

/** A time beside its aim. On a shared machine a miss proves nothing: it is said, and nothing fails. */
export function againstAim(ms: number, aimMs: number): string[] {
  return [msText(ms), `< ${aimMs} ms`, ms < aimMs ? 'met' : 'not met'];
}

export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** How many times as much, with three digits. */
export function ratioText(more: number, less: number): string {
  return `${countText(Number(digits(more / less)))} ×`;
}

export function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

const msPerSecond = 1000;
