/** Rules on families: the sizes of one line, where a larger one costs more. */
import { figuresOf, type Fault, type RecordPlace, type Subject } from './subject.ts';
import { rowOn } from '../price-book.ts';

/** Ranks count from 1 without a gap: a dropped, doubled or moved size shows. */
export function ranksAreContiguous({ records, lists }: Subject): Fault[] {
  const halves = records.flatMap(({ sku, record, pointer }) => {
    if ((record.family === undefined) === (record.rank === undefined)) return [];
    return [{ sku, pointer, message: `"${sku}" has family "${record.family}" and rank ${record.rank}. State both or none.` }];
  });
  const gaps = lists.flatMap((at) =>
    familiesOf(records.filter((place) => place.at === at)).flatMap((sizes) =>
      sizes.flatMap(({ sku, record, pointer }, i) => {
        if (record.rank === i + 1) return [];
        const message = `"${sku}" has rank ${record.rank} in family "${record.family}", but is number ${i + 1} of it. Number the sizes from 1, smallest first.`;
        return [{ sku, pointer: `${pointer}/rank`, message }];
      }),
    ),
  );
  return [...halves, ...gaps];
}

/** On every day on which a price of the family began, the larger size cost a new customer more. Quoted ones may be equal. */
export function sizesAscend({ records, lists }: Subject): Fault[] {
  return lists.flatMap((at) =>
    familiesOf(records.filter((place) => place.at === at)).flatMap((sizes) => {
      const days = [...new Set(sizes.flatMap(({ record }) => record.prices.map((row) => row.from)))].sort();
      return days.flatMap((day) => sizes.flatMap((size, i) => (i === 0 ? [] : cheaper(sizes[i - 1]!, size, day))));
    }),
  );
}

/** A larger size never includes less traffic. */
export function trafficAscends({ records, lists }: Subject): Fault[] {
  return lists.flatMap((at) =>
    familiesOf(records.filter((place) => place.at === at)).flatMap((sizes) =>
      sizes.slice(1).flatMap(({ sku, record, pointer }, i) => {
        const [less, more] = [sizes[i]!.record.includedTrafficTb ?? 0, record.includedTrafficTb ?? 0];
        if (less <= more) return [];
        const message = `"${sku}" includes ${more} TB of traffic, but the smaller "${sizes[i]!.sku}" ${less} TB. Correct the wrong one.`;
        return [{ sku, pointer: `${pointer}/includedTrafficTb`, message }];
      }),
    ),
  );
}

function cheaper(smaller: RecordPlace, larger: RecordPlace, day: string): Fault[] {
  const [low, high] = [smaller, larger].map(({ record }) => rowOn(record, { orderedOn: day, day }));
  if (!low || !high) return [];
  const isQuoted = smaller.at.id === 'quoted';
  const [less, more] = [figuresOf(low).map(Number), figuresOf(high).map(Number)];
  const fits = less.length !== more.length || less.every((figure, i) => figure < more[i]! || (isQuoted && figure === more[i]!));
  if (fits) return [];
  const { sku, pointer } = larger;
  const message = `"${sku}" costs ${figuresOf(high).join(' to ')} on ${day}, the smaller "${smaller.sku}" ${figuresOf(low).join(' to ')}. A larger size costs more: correct the price or the rank.`;
  return [{ sku, pointer: `${pointer}/prices`, message }];
}

/** The members of each family by rank. */
function familiesOf(records: readonly RecordPlace[]): RecordPlace[][] {
  const names = [...new Set(records.flatMap(({ record }) => record.family ?? []))];
  const rankOf = ({ record }: RecordPlace) => record.rank ?? 0;
  return names.map((name) => records.filter(({ record }) => record.family === name).sort((a, b) => rankOf(a) - rankOf(b)));
}
