/** `ordiplan curve`: what each option costs over the number of practices, and where it needs other parts. */
import { compare, costCurveTwin, csv, maxTenants, printedQuotes, shownQuotes, twinBlocks, words } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import type { Command } from './command.ts';
import { countFlag, dayFlag } from './flags.ts';
import { done, type Outcome } from './outcome.ts';
import { outputFlags, outputOf, print } from './print.ts';
import { over, scenarioOf } from './scenario-source.ts';

export const curve: Command = {
  name: 'curve',
  usage: '[inputs] [--from N] [--to N] [--json | --csv | --markdown]',
  about: {
    de: 'Preis über der Zahl der Ordinationen, mit jedem Punkt, an dem andere Teile nötig werden',
    en: 'Price over the number of practices, with every point at which other parts are needed',
  },
  more: {
    de: 'Die Zahl der Ordinationen (--tenants) ändert die Kurve nicht und darf fehlen; sie bestimmt nur, welche Bauweisen gezeigt werden.',
    en: 'The number of practices (--tenants) does not change the curve and may be left out; it only decides which designs are shown.',
  },
  takesScenario: true,
  flags: [
    { name: 'from', value: 'N', about: { de: 'ab so vielen Ordinationen (sonst: 1)', en: 'from so many practices on (default: 1)' } },
    { name: 'to', value: 'N', about: { de: `bis zu so vielen (sonst: ${maxTenants})`, en: `up to so many (default: ${maxTenants})` } },
    { name: 'all', about: { de: 'jede Bauweise', en: 'every design, also what the options grow into' } },
    ...outputFlags,
  ],
  examples: ['ordiplan curve --to 100', 'ordiplan curve --tenants 40 --all --csv > curve.csv'],
  run: async (given): Promise<Outcome> => {
    const { values, language } = given;
    outputOf(given);
    const from = countFlag('from', values.from, { least: 1, most: maxTenants, otherwise: 1 });
    const to = countFlag('to', values.to, { least: from, most: maxTenants, otherwise: maxTenants });
    const facts = factsOn(dayFlag('today', values.today));
    const isAsked = [values.tenants, values.scenario, values.link].some((stated) => stated !== undefined);
    const input = isAsked
      ? await scenarioOf(values, facts.today)
      : over({ tenants: from }, values, { today: facts.today, source: undefined });
    const comparison = compare(input, facts);
    const shown = values.all === undefined ? shownQuotes(comparison) : printedQuotes(comparison, { all: true });
    const twin = costCurveTwin(shown, language, { from, to });
    return done(
      print(given, {
        blocks: () => [
          ...twinBlocks(twin),
          { kind: 'lines', lines: [words[language].terminal.prices(comparison.priceList), words[language].terminal.disclaimer] },
        ],
        csv: () => csv(twin, language),
        json: () => ({
          today: facts.today,
          from,
          to,
          priceList: comparison.priceList,
          plans: shown.map(({ id, steps, upgradePoints }) => ({
            plan: id,
            steps: steps.filter((step) => step.to >= from && step.from <= to),
            upgradePoints: upgradePoints.filter(({ at }) => at > from && at <= to),
          })),
        }),
      }),
    );
  },
};
