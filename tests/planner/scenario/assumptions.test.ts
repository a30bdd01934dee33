/** Assumptions: every parameter once, with a span in order; a wrong file is refused with its place. */
import { describe, expect, it } from 'vitest';
import { assumptionKeys, parseAssumptions, PlannerError, valuesOf } from '@ordiplan/planner';
import json from '../../../data/assumptions.json' with { type: 'json' };
import { changed } from '../changed.ts';

describe('wrong assumptions are refused', () => {
  it.each([
    // what is wrong              place                                     value       named in the message
    ['a missing parameter', ['parameters', 'burst'], undefined, 'parameters.burst'],
    ['an unknown parameter', ['parameters', 'bursts'], json.parameters.burst, 'parameters'],
    ['a likely value below its span', ['parameters', 'burst', 'likely'], 1, 'parameters.burst'],
    ['a likely value above its span', ['parameters', 'burst', 'likely'], 9, 'parameters.burst'],
    ['a negative value', ['parameters', 'burst', 'low'], -1, 'parameters.burst.low'],
    ['text instead of a number', ['parameters', 'burst', 'low'], '1.4', 'parameters.burst.low'],
    ['no source', ['parameters', 'burst', 'source'], undefined, 'parameters.burst.source'],
    ['an empty source', ['parameters', 'burst', 'source'], '', 'parameters.burst.source'],
    ['no German meaning', ['parameters', 'burst', 'meaning', 'de'], undefined, 'parameters.burst.meaning.de'],
    ['an unknown kind', ['parameters', 'burst', 'kind'], 'guessed', 'parameters.burst.kind'],
    ['a misspelt key', ['parameters', 'burst', 'hihg'], 3, 'parameters.burst'],
    ['an unknown version', ['schemaVersion'], 2, 'schemaVersion'],
  ])('for %s', (_what, path: readonly string[], value, place) => {
    const ask = () => parseAssumptions(changed(json, path, value));
    expect(ask).toThrow(PlannerError);
    expect(ask).toThrow(`at "${place}`);
    expect(ask).toThrow(/Correct data\/assumptions\.json\.$/);
  });
});

it('gives one number for every parameter', () => {
  const values = valuesOf(parseAssumptions(json), (a) => a.high);
  expect(Object.keys(values).sort()).toEqual([...assumptionKeys].sort());
  expect(values.burst).toBe(json.parameters.burst.high);
});
