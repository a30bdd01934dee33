/** A line of an emitted file in three parts: a comment, or the word it begins with and the rest. It is all the colour that these languages need to be read. */
export interface LineParts {
  readonly comment?: string;
  readonly name?: string;
  readonly rest?: string;
}

export function lineParts(line: string): LineParts {
  if (/^\s*(#|\/\/|<!--)/.test(line)) return { comment: line };
  const [, name = '', rest = ''] = /^(\s*[\w.-]*)(.*)$/.exec(line) ?? [];
  return { name, rest };
}
