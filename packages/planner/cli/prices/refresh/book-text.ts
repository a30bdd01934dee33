/** A price book as text, in the form that Prettier gives data/pricing.json: a proposal differs only by what it adds. */

const widest = 140;

export function bookText(book: unknown): string {
  return `${print(book, '', 0)}\n`;
}

/** `column` is where the value begins on its line. Lists of texts stand on one line if they fit. */
function print(value: unknown, indent: string, column: number): string {
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((one) => JSON.stringify(one)).join(', ')}]`;
    // Behind a value may stand a comma.
    if (value.every((one) => typeof one !== 'object') && column + line.length < widest) return line;
    return `[\n${value.map((one) => deeper + print(one, deeper, deeper.length)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const lines = Object.entries(value).flatMap(([key, one]) => {
    if (one === undefined) return [];
    const head = `${deeper}${JSON.stringify(key)}: `;
    return [head + print(one, deeper, head.length)];
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}
