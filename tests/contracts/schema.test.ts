/** The published JSON Schemas are those of the code, strict validators take them as they are, and editors find them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { resultSchemaId, scenarioKeys } from '@ordiplan/planner';
import { priceBookSchema, resultSchema, scenarioSchema } from '@ordiplan/planner/schema';
import { describe, expect, it } from 'vitest';
import pricing from '../../data/pricing.json' with { type: 'json' };
import { importsOf, sourcesIn } from './sources.ts';

const data = join(import.meta.dirname, '../../data');
const schemas = { pricing: priceBookSchema, result: resultSchema, scenario: scenarioSchema };

/** The price book knows addresses of the web, and records that must have all of several names. */
const forPrices = { strict: true, strictRequired: false, formats: { uri: true } } as const;

describe.each(Object.entries(schemas))('data/%s.schema.json', (name, schema) => {
  it('is generated from the shape in the code: rewrite it with "npm run schema"', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(join(data, `${name}.schema.json`));
  });

  it('is plain data of the dialect 2020-12 that a strict validator takes', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    const ajv = new Ajv2020(name === 'pricing' ? forPrices : { strict: true });
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  it('describes objects that take no other field, so that a misspelt one is found', () => {
    expect(openObjects(schema, '')).toEqual(name === 'pricing' ? expect.any(Array) : []);
  });
});

it('the price book fits its schema and names it', () => {
  expect(pricing.$schema).toBe('./pricing.schema.json');
  expect(readFileSync(join(data, 'pricing.schema.json'), 'utf8')).toContain('"title": "Ordiplan price book"');
  const validate = new Ajv2020(forPrices).compile(priceBookSchema);
  expect([validate(pricing), validate.errors]).toEqual([true, null]);
  expect(validate({ ...pricing, exchangeRates: [] })).toBe(false);
});

it('a scenario file has every input of a scenario, each with title and description, and may name its schema', () => {
  const { $schema, ...inputs } = scenarioSchema.properties as Record<string, Record<string, unknown>>;
  expect($schema).toMatchObject({ type: 'string' });
  expect(Object.keys(inputs)).toEqual(scenarioKeys);
  expect(scenarioSchema.required).toEqual(['tenants']);
  for (const { title, description } of Object.values(inputs)) {
    expect(title).toMatch(/^[A-Z].{2,}$/);
    expect(description).toMatch(/^[A-Z].+\. It must be .+\.$/s);
  }
});

it('the result is named by the identity of its major version', () => {
  expect(resultSchema.$id).toBe(resultSchemaId);
});

it('what only the schemas are made from is loaded by the schemas only', () => {
  const shapes = /result-shape|input-meanings|set-up-patterns/;
  const loads = ['packages/planner/src', 'packages/planner/cli', 'packages/web/src']
    .flatMap(sourcesIn)
    .filter(({ path }) => !shapes.test(path))
    .flatMap((file) => importsOf(file).flatMap(({ to }) => (shapes.test(to) ? [`${file.path} imports ${to}`] : [])));
  expect(loads).toEqual([]);
});

/** The places of objects with named properties that would also take others. */
function openObjects(part: unknown, place: string): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { type, properties, additionalProperties, propertyNames } = part as Record<string, unknown>;
  const isOpen = type === 'object' && additionalProperties !== false && (properties !== undefined || propertyNames === undefined);
  return [...(isOpen ? [place] : []), ...Object.entries(part).flatMap(([key, inner]) => openObjects(inner, `${place}/${key}`))];
}
