/** Every single-field corruption of a price book, made in a fixed order: no chance, no clock. */
import { absent, corruptions, type Path } from './corruptions.ts';

export interface Mutation {
  readonly kind: string;
  /** Where, and what stands there now. */
  readonly place: string;
  readonly json: () => unknown;
}

type Json = Readonly<Record<string, unknown>>;

/** All mutations of a price book. Each changes one value, row or record. */
export function mutationsOf(book: unknown): readonly Mutation[] {
  const values = [...walk(book, [])].flatMap(({ value, path }) =>
    corruptions.flatMap(({ kind, of }) => of(value, path).map((wrong) => mutation({ book, kind, path, wrong }))),
  );
  return [...values, ...recordMutations(book as Json)];
}

/** Slips with whole records: dropped, misnamed, or with the words or the price of a neighbour. */
function recordMutations(book: Json): Mutation[] {
  const lists = book.lists as Record<string, { skus: Record<string, Json> }>;
  return Object.entries(lists).flatMap(([id, { skus }]) =>
    Object.entries(skus).flatMap(([sku, record], i, all) => {
      const path = ['lists', id, 'skus'];
      const rest = Object.fromEntries(all.filter(([name]) => name !== sku));
      const [, neighbour] = all[(i + 1) % all.length]!;
      const make = (kind: string, of: Path, wrong: unknown) => mutation({ book, kind, path: of, wrong });
      return [
        make('record renamed', path, { ...rest, [`${sku}-2`]: record }),
        make('record renamed', path, { ...rest, [sku.replace('.', '-')]: record }),
        make('record copied', path, { ...skus, [`${sku}-2`]: record }),
        make('label of another size', [...path, sku, 'label'], neighbour.label),
        ...(neighbour.detail && neighbour.detail !== record.detail
          ? [make('detail of another size', [...path, sku, 'detail'], neighbour.detail)]
          : []),
        ...pricesOfNeighbour(record, neighbour).map(([at, wrong]) => make('price of another size', [...path, sku, 'prices', ...at], wrong)),
        ...readingsOfItself(record).map(([at, wrong]) => make('second reading of the same source', [...path, sku, 'prices', ...at], wrong)),
      ];
    }),
  );
}

function pricesOfNeighbour(record: Json, neighbour: Json): [Path, unknown][] {
  const [ours, theirs] = [record.prices, neighbour.prices] as { net?: string }[][];
  return ours!.flatMap((row, i): [Path, unknown][] => {
    const wrong = theirs![i]?.net;
    return row.net === undefined || wrong === undefined || wrong === row.net ? [] : [[[i, 'net'], wrong]];
  });
}

function readingsOfItself(record: Json): [Path, unknown][] {
  const rows = record.prices as { evidence: { title: string }; secondReading?: object }[];
  return rows.flatMap((row, i): [Path, unknown][] => (row.secondReading ? [[[i, 'secondReading', 'title'], row.evidence.title]] : []));
}

function mutation({ book, kind, path, wrong }: { book: unknown; kind: string; path: Path; wrong: unknown }): Mutation {
  const said = wrong === absent ? 'gone' : (JSON.stringify(wrong) ?? String(wrong));
  return { kind, place: `${path.join('/')} = ${said.slice(0, 60)}`, json: () => replaced(book, path, wrong) };
}

function* walk(value: unknown, path: Path): Generator<{ value: unknown; path: Path }> {
  yield { value, path };
  if (Array.isArray(value)) for (const [i, entry] of value.entries()) yield* walk(entry, [...path, i]);
  else if (typeof value === 'object' && value !== null)
    for (const [name, entry] of Object.entries(value)) yield* walk(entry, [...path, name]);
}

/** A copy with one place changed; everything else is shared. */
function replaced(json: unknown, [key, ...rest]: Path, wrong: unknown): unknown {
  if (key === undefined) return wrong;
  if (Array.isArray(json)) return json.with(Number(key), replaced(json[Number(key)], rest, wrong));
  const { [key]: old, ...others } = json as Json;
  if (rest.length === 0 && wrong === absent) return others;
  return { ...(json as Json), [key]: replaced(old, rest, wrong) };
}
