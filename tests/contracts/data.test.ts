/** The shipped assumptions: the parameters of the code and no others, each with a span, a meaning and an honest source. */
import { describe, expect, it } from 'vitest';
import { assumptionKeys, parseAssumptions, parseMachines } from '@ordiplan/planner';
import json from '../../data/assumptions.json' with { type: 'json' };
import machinesJson from '../../data/machines.json' with { type: 'json' };

const assumptions = parseAssumptions(json);
const machines = parseMachines(machinesJson);

it('the parameters of data and code are the same', () => {
  expect(Object.keys(json.parameters).sort()).toEqual([...assumptionKeys].sort());
});

describe.each(assumptionKeys.map((key) => [key, assumptions[key]] as const))(
  '%s',
  (_key, { low, likely, high, kind, source, meaning, unit }) => {
    it('is most likely somewhere within its span', () => {
      expect(low).toBeLessThanOrEqual(likely);
      expect(likely).toBeLessThanOrEqual(high);
    });

    it('has a meaning in both languages and a unit', () => {
      for (const text of [meaning.de, meaning.en, unit]) expect(text).toBe(text.trim());
      expect(meaning.de).not.toBe(meaning.en);
    });

    it('says so if nobody has measured it, and names the source if somebody has', () => {
      if (kind === 'assumed') expect(source.length).toBeGreaterThan(0);
      else expect(source).not.toMatch(/no source found/i);
    });

    it('is a share between 0 and 1 if it is a share', () => {
      if (unit === '1' && /^(Share|Anteil)/.test(meaning.en)) expect(high).toBeLessThanOrEqual(1);
    });
  },
);

describe.each(Object.entries(machines.machines))('%s', (_sku, machine) => {
  it('shows its system no more memory than was sold', () => {
    expect(machine.usableRamGb).toBeLessThanOrEqual(machine.ramGb);
  });

  it('says where its figures come from', () => {
    expect(machine.evidence.trim().length).toBeGreaterThan(10);
  });

  it('is most likely as fast as somewhere within its span', () => {
    const { low, likely, high } = machine.referenceCores;
    expect([low, likely, high]).toEqual([low, likely, high].sort((a, b) => a - b));
  });
});
