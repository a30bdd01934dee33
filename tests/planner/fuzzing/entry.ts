/** An entry point under fuzzing: how it is called, with what, how often, and what must be true of its answer. */
import fc from 'fast-check';
import { check } from './outcome.ts';

export interface Entry {
  readonly name: string;
  /** Inputs with the fixed seed; with a random one a quarter of them. */
  readonly runs: number;
  readonly property: fc.IProperty<[unknown]>;
}

export interface Wishes<Answer> {
  readonly runs: number;
  /** What is wrong with an answer, undefined if nothing. Default: no number in it is none. */
  readonly fault?: (answer: Answer) => string | undefined;
}

/** An entry point that takes one input; several arguments come as a tuple. */
export function entry<Input, Answer>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  call: (input: Input) => Answer,
  { runs, fault }: Wishes<Answer>,
): Entry {
  const property = fc.property(inputs, (input) => {
    check(name, () => call(input), fault);
  });
  return { name, runs, property: property as unknown as fc.IProperty<[unknown]> };
}
