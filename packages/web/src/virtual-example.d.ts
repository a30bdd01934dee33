/** The worked example, reckoned once while the site is built: see example-plugin.ts. */
declare module 'virtual:example' {
  type Planner = typeof import('@ordiplan/planner');

  export const ranges: ReturnType<Planner['ranges']>;
  export const flips: Readonly<Record<import('@ordiplan/planner').Language, ReturnType<Planner['flipBlocks']>>>;
  export const roads: Readonly<Record<import('@ordiplan/planner').Language, ReturnType<Planner['roadmapBlocks']>>>;
}

/** More of it, which only the page of the uncertainty shows. */
declare module 'virtual:example-uncertainty' {
  type Planner = typeof import('@ordiplan/planner');

  export const ranges: ReturnType<Planner['ranges']>;
  export const sensitivities: import('./lib/uncertainty.worker.ts').Sensitivities;
  export const flips: ReturnType<Planner['flips']>;
}
