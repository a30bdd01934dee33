/** Versions of programs: numbers with dots. */

/** Whether `version` is `least` or newer, compared number by number: 1.25.1 is newer than 1.9. */
export function atLeast(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.split('.').map(Number));
  const first = b!.findIndex((part, i) => part !== (a![i] ?? 0));
  return first === -1 || (a![first] ?? 0) > b![first]!;
}
