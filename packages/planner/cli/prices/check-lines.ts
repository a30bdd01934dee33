/** Where things stand in the text of a JSON file. It knows no prices, and expects text that JSON.parse accepts. */

export interface Lines {
  /** Line (from 1) of a JSON pointer: of the key, or of the entry of an array; of the nearest parent if it is not there. */
  readonly lineOf: (pointer: string) => number;
  /** Pointers of keys that stand twice in one object: JSON.parse keeps the last and says nothing. */
  readonly duplicates: readonly string[];
}

interface Open {
  readonly pointer: string;
  /** Undefined in an object. */
  index: number | undefined;
  /** Undefined where a key is expected. */
  key: string | undefined;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:\n]|[^\s"{}[\],:]+/g;

/** Reads the text once and notes the line of every place. */
export function linesOf(text: string): Lines {
  const found = new Map([['', 1]]);
  const duplicates: string[] = [];
  const open: Open[] = [];
  let line = 1;
  const pointer = () => {
    const inner = open.at(-1);
    return inner ? `${inner.pointer}/${inner.index ?? inner.key}` : '';
  };
  for (const [part] of text.matchAll(token)) {
    const inner = open.at(-1);
    if (part === '\n') line += 1;
    else if (part === '}' || part === ']') open.pop();
    else if (part === ',' && inner) next(inner);
    else if (part !== ':') value(part, inner);
  }
  return { lineOf, duplicates };

  function value(part: string, inner: Open | undefined): void {
    if (inner && inner.index === undefined && inner.key === undefined) {
      inner.key = escaped(JSON.parse(part) as string);
      if (found.has(pointer())) duplicates.push(pointer());
      found.set(pointer(), line);
      return;
    }
    if (inner?.index !== undefined) found.set(pointer(), line);
    if (part === '{') open.push({ pointer: pointer(), index: undefined, key: undefined });
    if (part === '[') open.push({ pointer: pointer(), index: 0, key: undefined });
  }

  function next(inner: Open): void {
    if (inner.index === undefined) inner.key = undefined;
    else inner.index += 1;
  }

  function lineOf(place: string): number {
    return found.get(place) ?? lineOf(place.slice(0, place.lastIndexOf('/')));
  }
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
