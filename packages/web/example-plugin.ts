/**
 * What the worked example needs and takes too long while somebody waits: its ranges, and what would change its decision.
 * Reckoned once for each build, and read from 'virtual:example', so that pages show it without JavaScript too.
 */
import {
  compare,
  defaultDraws,
  flipBlocks,
  flips as flipsOf,
  parseScenario,
  ranges,
  recommendedQuote,
  roadmap,
  roadmapBlocks,
  sensitivity,
  shownQuotes,
  type Flip,
  type Language,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import type { Plugin } from 'vite';
import { example } from './src/lib/example.ts';
import { fewestDraws } from './src/lib/draw-counts.ts';

/** What every page may need, and what only the page of the uncertainty does: the others need not fetch it. */
const modules: Readonly<Record<string, (day: string) => string>> = {
  'virtual:example': codeOf,
  'virtual:example-uncertainty': uncertaintyCodeOf,
};

export function examplePlugin(day: string): Plugin {
  const code = new Map<string, string>();
  return {
    name: 'ordiplan-example',
    resolveId: (id) => (id in modules ? `\0${id}` : undefined),
    load(id) {
      const name = id.slice(1);
      const write = id.startsWith('\0') ? modules[name] : undefined;
      if (write && !code.has(name)) code.set(name, write(day));
      return code.get(name);
    },
  };
}

/** Flips take some seconds, and both modules need them. */
const foundOn = new Map<string, readonly Flip[]>();
function flipsOn(day: string): readonly Flip[] {
  const found = foundOn.get(day) ?? flipsOf(parseScenario(example, day), factsOn(day));
  foundOn.set(day, found);
  return found;
}

function codeOf(day: string): string {
  const facts = factsOn(day);
  const comparison = compare(example, facts);
  const { scenario } = comparison;
  const found = flipsOn(day);
  const road = roadmap(comparison.quotes, recommendedQuote(comparison)?.id, { scenario, facts });
  const inBoth = <T>(say: (language: Language) => T) => ({ de: say('de'), en: say('en') });
  return [
    `export const ranges = ${source(ranges(shownQuotes(comparison), { scenario, facts }))};`,
    `export const flips = ${source(inBoth((language) => flipBlocks(found, { comparison, facts, language })))};`,
    `export const roads = ${source(inBoth((language) => roadmapBlocks(road, { comparison, language })))};`,
  ].join('\n');
}

/** More draws than beside every price, what each assumption moves, and the flips as the search finds them. */
function uncertaintyCodeOf(day: string): string {
  const facts = factsOn(day);
  const comparison = compare(example, facts);
  const { scenario } = comparison;
  const shown = shownQuotes(comparison);
  const draws = { ...defaultDraws, draws: fewestDraws };
  return [
    `export const ranges = ${source(ranges(shown, { scenario, facts }, draws))};`,
    `export const sensitivities = ${source(Object.fromEntries(shown.map((quote) => [quote.id, sensitivity(quote, { scenario, facts })])))};`,
    `export const flips = ${source(flipsOn(day))};`,
  ].join('\n');
}

/** As JSON, but with the one figure that JSON cannot write: a plan that no load ends. */
function source(value: unknown): string {
  const endless = '\u0000Infinity';
  return JSON.stringify(value, (_, part: unknown) => (part === Infinity ? endless : part)).replaceAll(JSON.stringify(endless), 'Infinity');
}
