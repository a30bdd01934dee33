/** The pages of the site, as somebody who knows the addresses would list them: not taken from the site itself. */
export const pages = [
  ['/', 'de'],
  ['/de/', 'de'],
  ['/de/vergleich/', 'de'],
  ['/de/wachstum/', 'de'],
  ['/de/unsicherheit/', 'de'],
  ['/de/aufbau/', 'de'],
  ['/de/preise/', 'de'],
  ['/de/methode/', 'de'],
  ['/de/nachweise/', 'de'],
  ['/de/annahmen/', 'de'],
  ['/en/', 'en'],
  ['/en/comparison/', 'en'],
  ['/en/growth/', 'en'],
  ['/en/uncertainty/', 'en'],
  ['/en/set-up/', 'en'],
  ['/en/prices/', 'en'],
  ['/en/method/', 'en'],
  ['/en/compliance/', 'en'],
  ['/en/assumptions/', 'en'],
] as const;

/** A page that is left gives up the script of a worker that it was fetching: everything else in `faults` is one. */
export function realFaults(faults: readonly string[]): string[] {
  return faults.filter((fault) => !/^failed: \S+\/workers\/\S+\.js$/.test(fault));
}
