/** How many draws the page of the uncertainty offers. With the fewest it shows the example. */
export const fewestDraws = 2000;
export const drawCounts = [fewestDraws, 10_000, 50_000] as const;
export type DrawCount = (typeof drawCounts)[number];
