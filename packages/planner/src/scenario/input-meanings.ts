/** What each input means, for the JSON Schema of a scenario file. Titles and limits stand elsewhere: report/words.* and scenario.ts. */
import type { ScenarioKey } from './scenario.ts';

/** One or two sentences each; what an input may be is added to them. */
export const inputMeanings: Readonly<Record<ScenarioKey, string>> = {
  tenants: 'Practices served today. The one input without a default: nobody can guess it.',
  tenantsIn12Months: 'Practices expected twelve months from now. Left out: as many as today.',
  outageEuroPerHour: 'What one hour of outage in opening hours costs one practice, in euro.',
  prices: 'Which price list: today’s, or the prices that the analysis names.',
  vat: 'Whose VAT is added to the net price.',
  orderOn: 'The day on which everything is ordered. Left out: today.',
  domain: 'The host name under which the practices reach the software.',
  project: 'What machines, buckets and labels are called after.',
  alertEmail: 'Who is told of alerts. Left out: "alerts" at the domain.',
  adminNetworks:
    'From where administrators log in, joined by commas. The default is set aside for examples: nobody gets in with it. No IPv4 network is wider than /8, no IPv6 network wider than /16, none stands twice.',
  os: 'The release of the operating system that the files are written for.',
  backupTo: 'Where the off-site backup goes, and with which program.',
  runningSince:
    'The day since which the present servers run: they keep the prices of that day. Left out, and at the latest: the day of the order.',
  queue: 'Whether a request waits for one process of the software or for any.',
  databases: 'One database for all practices, or one each.',
  sizeMargin: 'Room for practices that are larger than the mean, in standard deviations: 1.28 suffices in 90 % of cases.',
  measuredAvailability: 'Availability that was measured, in percent: shown beside what contracts promise and the model expects.',
  jurisdiction: 'Whose health law holds. Left out: Germany with German VAT, else Austria.',
  profile: 'The phase, a set of targets; each target that is stated replaces that of the profile.',
  targetAvailability: 'Least availability in percent. Left out: that of the profile.',
  targetAvailabilityOver:
    'Whether availability counts over the whole year or over opening hours only, so that planned restarts at night do not count. Left out: as in the profile.',
  targetHostLossHours: 'Most hours of work that the loss of a machine may cost, at worst. Left out: those of the profile.',
  targetErrorHours: 'Most hours of work that a mistake (deleted, encrypted) may cost, at worst. Left out: those of the profile.',
  targetRestoreHours: 'Most hours until service is back after a server is lost for good. Left out: those of the profile.',
  targetPointInTime: 'Whether any moment of the database must be restorable. Left out: as in the profile.',
  targetEuroPerMonth: 'Most euro a month for the bill, net. Left out: that of the profile.',
  targetOperatorHours: 'Most hours of operation a month. Left out: those of the profile.',
  productionInMonths: 'Months from now until the targets of production hold. Left out: the profile stays.',
  assumptions: 'Figures in place of the shipped assumptions: a measured number, or a span in the order low, likely, high.',
};
