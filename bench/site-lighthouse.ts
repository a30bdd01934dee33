/** Lighthouse, as its own defaults measure: a middling phone with simulated mobile data, and a desktop. */
import lighthouse, { desktopConfig, type Config, type Result } from 'lighthouse';
import { median } from './site-quantiles.ts';

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof categories)[number];

export interface LighthouseFigures {
  readonly scores: Readonly<Record<Category, number>>;
  readonly lcpMs: number;
  readonly blockedMs: number;
  readonly shift: number;
  /** What kept a category below 100 in some run: audits by name. */
  readonly missed: readonly string[];
}

export const profiles: Readonly<Record<'mobile' | 'desktop', Config | undefined>> = { mobile: undefined, desktop: desktopConfig };

/** The medians of several visits of a browser that has nothing stored yet. */
export async function lighthouseFigures(
  address: string,
  options: { port: number; config: Config | undefined; rounds: number },
): Promise<LighthouseFigures> {
  const results: Result[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const run = await lighthouse(
      address,
      { port: options.port, output: 'json', logLevel: 'silent', onlyCategories: [...categories] },
      options.config,
    );
    if (!run) throw new Error('Lighthouse gave no result.');
    results.push(run.lhr);
  }
  const middle = (read: (result: Result) => number | null | undefined) => median(results.map((result) => read(result) ?? Number.NaN));
  const scores = Object.fromEntries(categories.map((id) => [id, 100 * middle((result) => result.categories[id]?.score)]));
  return {
    scores: scores as Record<Category, number>,
    lcpMs: middle((result) => result.audits['largest-contentful-paint']?.numericValue),
    blockedMs: middle((result) => result.audits['total-blocking-time']?.numericValue),
    shift: middle((result) => result.audits['cumulative-layout-shift']?.numericValue),
    missed: [...new Set(results.flatMap(missedOf))],
  };
}

/** Audits that count in a category and did not get everything. */
function missedOf(result: Result): string[] {
  return categories.flatMap((id) =>
    (result.categories[id]?.auditRefs ?? []).flatMap(({ id: audit, weight }) => {
      const score = result.audits[audit]?.score;
      return weight > 0 && typeof score === 'number' && score < 1 ? [audit] : [];
    }),
  );
}
