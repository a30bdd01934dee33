/** `ordiplan schema`: the JSON Schemas of what the program reads and prints. */
import { toJson } from '@ordiplan/planner';
import type { Command } from './command.ts';
import { done } from './outcome.ts';

const names = ['scenario', 'prices', 'result'] as const;

export const schema: Command = {
  name: 'schema',
  usage: names.join('|'),
  about: {
    de: 'JSON-Schema von Szenario, Preisbuch oder Ergebnis, für Editoren und Prüfungen',
    en: 'JSON Schema of a scenario, the price book or a result, for editors and checks',
  },
  takesScenario: false,
  flags: [],
  words: { names: ['NAME'], least: 1, choices: names },
  examples: ['ordiplan schema scenario > scenario.schema.json'],
  run: async ({ words: [name] }) => {
    // Making them takes longer than any other command needs to start.
    const { priceBookSchema, resultSchema, scenarioSchema } = await import('@ordiplan/planner/schema');
    const schemas = { scenario: scenarioSchema, prices: priceBookSchema, result: resultSchema };
    return done(toJson(schemas[name as (typeof names)[number]]));
  },
};
