/** The scenarios whose decisions are kept as goldens: name, and the flags after `ordiplan plan`. */

const owner = '--reading owner --lang de';
const ownerEn = '--reading owner --lang en';
const compliance = '--reading compliance --lang de';
const complianceEn = '--reading compliance --lang en';

const scenarios: readonly (readonly [name: string, flags: string])[] = [
  // The phases of the analysis, in Austria and Germany
  ['start-at', `--tenants 12 --tenants-in-12-months 30 ${owner} --flips --roadmap`],
  ['start-de', `--tenants 12 --vat DE ${ownerEn}`],
  ['production-at', `--tenants 40 --profile production ${owner} --flips --roadmap`],
  ['production-at-compliance', `--tenants 40 --profile production ${compliance}`],
  ['production-de', `--tenants 40 --profile production --vat DE ${owner}`],
  ['production-de-compliance', `--tenants 40 --profile production --vat DE ${complianceEn}`],
  ['growth-at', `--tenants 150 --tenants-in-12-months 300 --profile growth ${ownerEn} --flips --roadmap`],
  ['growth-at-compliance', `--tenants 150 --profile growth ${complianceEn}`],
  ['growth-de', `--tenants 150 --profile growth --vat DE ${owner}`],
  ['no-targets', `--tenants 40 --profile none ${ownerEn}`],
  ['start-compliance', `--tenants 12 ${compliance}`],
  // From one practice to a thousand
  ['one-practice', `--tenants 1 ${owner}`],
  ['twenty', `--tenants 20 ${ownerEn}`],
  ['fifty', `--tenants 50 ${owner}`],
  ['fifty-developer', '--tenants 50 --lang en --flips'],
  ['a-hundred', `--tenants 100 --tenants-in-12-months 150 ${owner} --roadmap`],
  ['three-hundred', `--tenants 300 ${ownerEn}`],
  ['a-thousand', `--tenants 1000 ${owner}`],
  ['a-thousand-production', `--tenants 1000 --profile production ${ownerEn}`],
  // Wishes
  ['dear-outages', `--tenants 12 --outage-euro-per-hour 500 ${owner}`],
  ['cheap-outages', `--tenants 60 --outage-euro-per-hour 0 ${ownerEn}`],
  ['impossible-budget', `--tenants 40 --profile production --target-euro-per-month 20 ${owner}`],
  ['impossible-nines', `--tenants 40 --target-availability 99.999 ${ownerEn}`],
  ['impossible-two-ways', `--tenants 60 --target-availability 99.97 --target-operator-hours 2 --target-euro-per-month 30 ${owner}`],
  ['impossible-compliance', `--tenants 40 --profile production --target-euro-per-month 20 ${complianceEn}`],
  ['opening-hours', `--tenants 30 --target-availability 99.95 --target-availability-over opening-hours ${owner}`],
  // Prices, stock and days
  ['analysis-prices', `--tenants 20 --prices quoted ${owner}`],
  ['missing-prices', `--tenants 25 --prices quoted ${ownerEn}`],
  ['missing-prices-production', `--tenants 20 --prices quoted --profile production ${owner}`],
  ['missing-prices-compliance', `--tenants 25 --prices quoted ${compliance}`],
  ['sold-out', `--tenants 30 --order-on 2026-10-06 ${owner}`],
  ['sold-out-compliance', `--tenants 30 --order-on 2026-10-06 ${complianceEn}`],
  ['old-contract', `--tenants 20 --tenants-in-12-months 60 --running-since 2026-05-01 ${ownerEn} --roadmap`],
  // How the software is built, and own figures
  ['shared-queue', `--tenants 60 --queue shared ${owner}`],
  ['own-databases', `--tenants 60 --databases per-practice ${ownerEn}`],
  ['size-margin', `--tenants 22 --size-margin 1.28 ${owner}`],
  [
    'own-figures',
    `--tenants 40 --assumptions fastMs~3.1_heavyMs~100~300~900_operatorEuroPerHour~45 --measured-availability 99.5 --lang de`,
  ],
  ['production-in-six-months', `--tenants 15 --tenants-in-12-months 40 --production-in-months 6 ${owner} --roadmap`],
  ['production-in-six-months-de', `--tenants 15 --tenants-in-12-months 40 --production-in-months 6 --vat DE ${ownerEn} --roadmap`],
  ['shrinking', `--tenants 60 --tenants-in-12-months 30 ${owner} --roadmap`],
];

export const decisions = scenarios.map(([name, flags]) => [name, flags.split(' ')] as const);
