/** What programs read of the site: llms.txt, robots.txt and the site map, written while the site is built. */
import {
  answer,
  boundsOf,
  compare,
  euroText,
  jurisdictions,
  languages,
  limits,
  linkOf,
  linkVersion,
  netText,
  plannerVersion,
  priceListIds,
  profileIds,
  recommendedQuote,
  scenarioKeys,
  vatIds,
  words as plannerWords,
  type Language,
  type ScenarioInput,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { example, presets } from './example.ts';
import { pageIds, pathOf, type PageId } from './pages.ts';
import { en } from './words.en.ts';
import { de } from './words.de.ts';

const uiWords = { de, en } as const;

/** Absolute: the origin is that of the build. */
function addressOf(page: PageId, language: Language, origin: string): string {
  return new URL(pathOf(page, language), `${origin}/`).href;
}

/** For assistants: what this is, how a link asks a question, what it answers today. In English, since they read that best. */
export function llmsText(origin: string, day: string): string {
  const facts = factsOn(day);
  const calculator = addressOf('calculator', 'en', origin);
  const linkTo = (input: ScenarioInput) => `${calculator}?${linkOf(compare(input, facts))}`;
  return [
    '# Ordiplan',
    '',
    '> Which servers do practices of doctors need for shared software, what do they cost, when is it no longer enough? A calculator with dated, sourced prices. Estimates, not quotations.',
    '',
    'Ordiplan compares ways to host practice software (one server, a server with a rented database, two servers that stand in for each other) by monthly cost, expected outage, recovery, capacity and legal conditions in Austria and Germany, and writes all set-up files of the chosen plan. Everything is reckoned in the browser; nothing is stored about anybody.',
    'Every figure is computed from a price book with source and day, and from assumptions with a span. What nobody knows is said as unknown, never as 0. All pages are readable without JavaScript for the worked example.',
    '',
    '## Pages',
    '',
    ...languages
      .toReversed()
      .flatMap((language) => [
        language === 'en' ? '### English' : '### German (Deutsch)',
        '',
        ...pageIds.map(
          (id) => `- [${uiWords[language].pageTitle[id]}](${addressOf(id, language, origin)}): ${uiWords[language].pageDescription[id]}`,
        ),
        '',
      ]),
    ...linkFormat(calculator, linkTo),
    ...exampleAnswer(day, linkTo),
    ...commands(),
  ].join('\n');
}

function linkFormat(calculator: string, linkTo: (input: ScenarioInput) => string): string[] {
  const { least, most } = boundsOf('fastMs');
  return [
    '## Links',
    '',
    `A question is a link: \`${calculator}?v=${linkVersion}&tenants=25&tenantsIn12Months=60\`. It works on every page and in both languages. Only \`tenants\` is needed; what is left out has its default. What is wrong is named on the page and left out. Inputs:`,
    '',
    ...scenarioKeys.map((key) => `- \`${key}\`: ${plannerWords.en.field[key]}; ${limits[key]}`),
    '',
    `Of the inputs with few answers: profile is one of ${profileIds.join(', ')}; jurisdiction one of ${jurisdictions.join(', ')}; vat one of ${vatIds.join(', ')}; prices one of ${priceListIds.join(', ')}. A figure in \`assumptions\` lies within its bounds, e.g. \`fastMs\` from ${least} to ${most}; shares are at most 1.`,
    '`at=day~model~plan~price` says what the link said on the day it was made; the page shows then and now. `with=` carries a second question to compare, encoded.',
    '',
    'Examples:',
    '',
    ...Object.entries(presets).map(([id, input]) => `- [${en.presets[id as keyof typeof presets]}](${linkTo(input)})`),
    '',
  ];
}

function exampleAnswer(day: string, linkTo: (input: ScenarioInput) => string): string[] {
  const comparison = compare(example, factsOn(day));
  const { priceList } = comparison;
  const quote = recommendedQuote(comparison);
  const { decision, next, reasons } = answer(comparison, plannerWords.en);
  const bill = quote?.bill;
  return [
    '## The worked example, as of the build',
    '',
    `Question: ${example.tenants} practices today, ${example.tenantsIn12Months} in 12 months. Reckoned on ${day} with model ${plannerVersion}. ${plannerWords.en.terminal.prices(priceList)}`,
    '',
    `- Answer: ${decision.before}${decision.marked}${decision.after}`,
    ...(bill ? [`- Price a month, net: ${netText(bill, plannerWords.en)}`] : []),
    ...(quote?.totalCost ? [`- With operation and expected outage: about ${euroText(quote.totalCost.sum, 'en', 0)} a month`] : []),
    `- Next: ${next}`,
    ...reasons.map((reason) => `- Reason: ${reason}`),
    `- Link: ${linkTo(example)}`,
    '',
    'Prices and stock change: open the link for the answer of today, and say the day of the prices when you repeat it.',
    '',
  ];
}

function commands(): string[] {
  return [
    '## Library and command line',
    '',
    'The same planner is the npm package `@ordiplan/planner` (TypeScript, no network, no clock: `compare({ tenants: 25 }, factsOn(day))`), and a command in the repository:',
    '',
    '- `npx ordiplan plan --tenants 25 --json`: the whole result; money as decimal text, unknown figures as null',
    '- `npx ordiplan plan --tenants 40 --profile production --reading compliance --markdown`: the record of the legal conditions',
    '- `npx ordiplan manifests --tenants 25 --out set-up`: all files of the plan',
    '- `npx ordiplan prices explain cx33`: what a part costs, and who says so',
    '',
  ];
}

export function robotsText(origin: string): string {
  return ['User-agent: *', 'Allow: /', '', `Sitemap: ${origin}/sitemap.xml`, ''].join('\n');
}

/** Every page in both languages, each naming the other. */
export function siteMap(origin: string, day: string): string {
  const alternates = (id: PageId) =>
    [...languages, 'x-default' as const].map(
      (to) => `    <xhtml:link rel="alternate" hreflang="${to}" href="${addressOf(id, to === 'x-default' ? 'de' : to, origin)}"/>`,
    );
  const entries = pageIds.flatMap((id) =>
    languages.map((language) =>
      ['  <url>', `    <loc>${addressOf(id, language, origin)}</loc>`, `    <lastmod>${day}</lastmod>`, ...alternates(id), '  </url>'].join(
        '\n',
      ),
    ),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>',
    '',
  ].join('\n');
}
