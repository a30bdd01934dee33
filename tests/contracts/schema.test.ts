/** The published JSON Schema of the price book is the one of the code, and editors can find it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PriceBookShape } from '@ordiplan/planner';
import { expect, it } from 'vitest';
import { z } from 'zod';

const data = join(import.meta.dirname, '../../data');

it('data/pricing.schema.json is generated from the shape in the code: rewrite it with "npm run schema"', async () => {
  const schema = { title: 'Ordiplan price book', ...z.toJSONSchema(PriceBookShape) };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(join(data, 'pricing.schema.json'));
});

it('data/pricing.json names its schema', () => {
  const { $schema } = JSON.parse(readFileSync(join(data, 'pricing.json'), 'utf8')) as { $schema: string };
  expect($schema).toBe('./pricing.schema.json');
});
