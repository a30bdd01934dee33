/**
 * The JSON Schemas (2020-12) of what goes in and out: a scenario file, the price book, the result document. Plain data,
 * made from the shapes that the planner itself checks by; also published as data/*.schema.json.
 */
import { z } from 'zod';
import assumptionsJson from '../../data/assumptions.json' with { type: 'json' };
import { assumptionKeys, boundsOf, limits, PriceBookShape, resultSchemaId, scenarioKeys, words, type AssumptionKey } from './src/index.ts';
import { ResultShape } from './src/report/result-shape.ts';
import { resultParts } from './src/report/result-shape-parts.ts';
import { inputMeanings } from './src/scenario/input-meanings.ts';
import { Input } from './src/scenario/scenario.ts';
import { emailPattern, networksPattern } from './src/scenario/set-up-patterns.ts';

/** A JSON Schema as plain data. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Of a scenario file: the inputs of `ScenarioInput`, and `$schema` for editors. What no keyword can say stands in the description. */
export const scenarioSchema: JsonSchema = scenarioFile();

/** Of `data/pricing.json` and of every other price book that `parsePriceBook` reads. */
export const priceBookSchema: JsonSchema = { title: 'Ordiplan price book', ...z.toJSONSchema(PriceBookShape) };

const { $schema: dialect, ...resultKeywords } = z.toJSONSchema(ResultShape, {
  metadata: resultParts,
  override: ({ jsonSchema }) => withoutNoise(jsonSchema),
});

/** Of the document that `toJson(resultOf(...))` writes. Its `$id` stands in every document of its major version. */
export const resultSchema: JsonSchema = {
  ...(dialect && { $schema: dialect }),
  $id: resultSchemaId,
  title: 'Ordiplan result',
  description: 'One scenario, answered: every design sized, priced and judged. Unknown figures are null.',
  ...resultKeywords,
};

/** Leaves out the ends of whole numbers of the computer, and formats: a strict validator refuses those that it does not know. */
function withoutNoise(keywords: JsonSchema): void {
  delete keywords.format;
  if (keywords.minimum === Number.MIN_SAFE_INTEGER) delete keywords.minimum;
  if (keywords.maximum === Number.MAX_SAFE_INTEGER) delete keywords.maximum;
}

function scenarioFile(): JsonSchema {
  const { $schema, properties = {}, ...rest } = z.toJSONSchema(Input, { io: 'input' });
  const inputs = scenarioKeys.map((key) => [key, { title: words.en.field[key], ...ownKeywords(key, properties[key]), ...described(key) }]);
  return {
    ...($schema && { $schema }),
    $id: 'urn:ordiplan:scenario:1',
    title: 'Ordiplan scenario',
    description: 'What a user states of a practice software and its hosting. Only "tenants" is required.',
    ...rest,
    properties: {
      $schema: { title: 'Schema', description: 'Where an editor finds this schema.', type: 'string' },
      ...Object.fromEntries(inputs),
    },
  };

  function described(key: (typeof scenarioKeys)[number]): JsonSchema {
    return { description: `${inputMeanings[key]} It must be ${key === 'assumptions' ? 'an object of such figures' : limits[key]}.` };
  }
}

/** What the shape leaves to a function is said by keywords as far as they reach. */
function ownKeywords(key: (typeof scenarioKeys)[number], shaped: z.core.JSONSchema._JSONSchema | undefined): JsonSchema {
  if (key === 'assumptions') return ownFigures();
  const own = typeof shaped === 'object' ? shaped : {};
  if (key === 'alertEmail') return { ...own, pattern: emailPattern };
  if (key === 'adminNetworks') return { ...own, pattern: networksPattern };
  return own;
}

/** Each parameter with its meaning, its bounds and the figure that is supposed without it. */
function ownFigures(): JsonSchema {
  const parameters = assumptionKeys.map((key) => [key, ownFigure(key)]);
  return { type: 'object', properties: Object.fromEntries(parameters), additionalProperties: false };
}

function ownFigure(key: AssumptionKey): JsonSchema {
  const { least, most } = boundsOf(key);
  const { meaning, unit, low, likely, high } = assumptionsJson.parameters[key];
  const number = { type: 'number', minimum: least, maximum: most } as const;
  return {
    description: `${meaning.en} (${unit}). Left out: ${likely}, supposed to lie between ${low} and ${high}.`,
    anyOf: [
      number,
      {
        type: 'object',
        properties: { low: number, likely: number, high: number },
        required: ['low', 'likely', 'high'],
        additionalProperties: false,
      },
    ],
  };
}
