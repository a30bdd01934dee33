import { describe, expect, it } from 'vitest';
import { withLater } from '../../../packages/planner/src/units/lazy.ts';

describe('withLater', () => {
  it('works a property out when it is read first, and never again', () => {
    let calls = 0;
    const one = withLater({ a: 1 }, { b: () => ++calls });
    expect(calls).toBe(0);
    expect([one.a, one.b, one.b, calls]).toEqual([1, 1, 1, 1]);
  });

  it('lists, copies, clones and writes what has not been read yet', () => {
    const fresh = () => withLater({ a: 1 }, { b: () => [2], none: () => undefined });
    expect(Object.keys(fresh())).toEqual(['a', 'b', 'none']);
    expect({ ...fresh() }).toEqual({ a: 1, b: [2], none: undefined });
    expect(structuredClone(fresh())).toEqual({ a: 1, b: [2], none: undefined });
    expect(JSON.stringify(fresh())).toBe('{"a":1,"b":[2]}');
  });

  it('tells a failure each time, and leaves the others readable', () => {
    const one = withLater(
      { a: 1 },
      {
        bad: (): number => {
          throw new Error('no');
        },
      },
    );
    expect(() => one.bad).toThrow('no');
    expect(() => one.bad).toThrow('no');
    expect(one.a).toBe(1);
  });
});
