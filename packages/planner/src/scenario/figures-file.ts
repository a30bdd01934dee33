/** Figures of the user as a file to keep, hand on and read back: only what is stated in place of shipped assumptions. */
import { PlannerError, type ErrorDetails } from '../errors.ts';
import { isIsoDate } from '../units/time.ts';
import { assumptionKeys, boundsOf, type AssumptionKey, type Span } from './assumptions.ts';
import { wrongAssumption, type Scenario } from './scenario.ts';

const kind = 'ordiplan-assumptions';
const schemaVersion = 1;

/** Signs of a file, or its bytes. All parameters with all their digits need a hundredth of it. */
export const mostFigureLetters = 1_000_000;

const fields: readonly string[] = ['schemaVersion', 'kind', 'date', 'figures'];
const ends: readonly string[] = ['low', 'likely', 'high'];

/** What must stand at a place of the file. */
const needs = {
  object: 'an object',
  kind: `"${kind}"`,
  day: 'a day written YYYY-MM-DD',
  span: 'a number, or three: low, likely, high',
  number: 'a number',
  nothing: 'left out',
} as const;
type Need = keyof typeof needs;

/** The figures as text of a file: JSON, in the order of the parameters, dated if a day is given. */
export function figuresFile(assumptions: Scenario['assumptions'], date?: string): string {
  const stated = assumptionKeys.flatMap((key) => {
    const span = assumptions[key];
    return span ? [[key, { low: span.low, likely: span.likely, high: span.high }] as const] : [];
  });
  return `${JSON.stringify({ schemaVersion, kind, date, figures: Object.fromEntries(stated) }, null, 2)}\n`;
}

/**
 * The figures of such a file, all or none; a single number counts as a measurement. Throws `figures.too-big`,
 * `figures.not-json`, `figures.wrong-shape`, `figures.wrong-version`, and for a parameter that does not exist or cannot
 * be what it is, `scenario.unknown-assumption` and `scenario.wrong-assumption`.
 */
export function readFiguresFile(text: string): Scenario['assumptions'] {
  if (text.length > mostFigureLetters) {
    throw fault('figures.too-big', `The file is longer than ${mostFigureLetters} letters. Choose a file that was exported here.`, {
      most: mostFigureLetters,
    });
  }
  const file = objectAt('', parsed(text));
  if (file.kind !== kind) throw wrongShape('kind', file.kind, 'kind');
  if (file.schemaVersion !== schemaVersion) throw wrongVersion(file.schemaVersion);
  refuseOthers('', file, fields);
  if (file.date !== undefined && !(typeof file.date === 'string' && isIsoDate(file.date))) throw wrongShape('date', file.date, 'day');
  const figures = Object.entries(objectAt('figures', file.figures)).map(([key, figure]) => [key, spanOf(key, figure)] as const);
  return Object.fromEntries(figures);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Besides wrong signs, some engines throw for a nesting that is too deep.
    throw fault('figures.not-json', 'The file is not JSON: it is cut off or was changed by hand. Export it anew.');
  }
}

function spanOf(key: string, figure: unknown): Span {
  if (!isParameter(key)) throw wrongAssumption(key, undefined);
  const place = `figures.${key}`;
  if (typeof figure === 'number') return within(key, { low: figure, likely: figure, high: figure });
  const span = objectAt(place, figure, 'span');
  refuseOthers(place, span, ends);
  for (const end of ends) {
    if (typeof span[end] !== 'number') throw wrongShape(`${place}.${end}`, span[end], 'number');
  }
  const { low, likely, high } = span as unknown as Span;
  return within(key, { low, likely, high });
}

function within(key: AssumptionKey, span: Span): Span {
  const { least, most } = boundsOf(key);
  if (least <= span.low && span.low <= span.likely && span.likely <= span.high && span.high <= most) return span;
  throw wrongAssumption(key, span.low === span.high ? span.likely : span);
}

function isParameter(key: string): key is AssumptionKey {
  return (assumptionKeys as readonly string[]).includes(key);
}

function objectAt(place: string, value: unknown, needed: Need = 'object'): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongShape(place, value, needed);
  return value as Record<string, unknown>;
}

/** What nobody asked for may be a misspelt name of what somebody meant. */
function refuseOthers(place: string, value: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const other = Object.keys(value).find((name) => !known.includes(name));
  if (other !== undefined) throw wrongShape(place === '' ? short(other) : `${place}.${short(other)}`, value[other], 'nothing');
}

function wrongShape(place: string, value: unknown, needed: Need): PlannerError {
  const details = { place, value: shown(value), needed };
  const subject = place === '' ? 'The whole of the file' : `"${place}" in the file`;
  return fault('figures.wrong-shape', `${subject} is ${details.value}, but must be ${needs[needed]}.`, details);
}

function wrongVersion(version: unknown): PlannerError {
  const details = { version: shown(version), known: schemaVersion };
  return fault(
    'figures.wrong-version',
    `The file is of version ${details.version}, but this planner reads version ${schemaVersion}.`,
    details,
  );
}

function fault(code: string, message: string, details: ErrorDetails = {}): PlannerError {
  return new PlannerError(code, message, details);
}

const shortText = 60;

/** On one line, without the signs that end one. */
function short(text: string): string {
  const oneLine = text.replace(/\s/g, ' ');
  return oneLine.length > shortText ? `${oneLine.slice(0, shortText)}…` : oneLine;
}

/** A value as a message shows it: short and on one line. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(short(value));
  if (value === undefined) return 'missing';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' && value !== null ? 'an object' : String(value);
}
