/** What the page of the uncertainty shows and waits for: the last finished draws stay until newer ones are there. */
import { untrack } from 'svelte';
import { defaultDraws, toQuery, type Comparison, type Draws, type Flip, type Ranges, type Scenario } from '@ordiplan/planner';
import { flips as exampleFlips, ranges as exampleRanges, sensitivities as exampleSensitivities } from 'virtual:example-uncertainty';
import { fewestDraws, type DrawCount } from './draw-counts.ts';
import { planner } from './state.svelte.ts';
import type { Sensitivities, UncertaintyMessage, UncertaintyQuestion } from './uncertainty.worker.ts';

/** Finished draws, and what they are of. */
export interface Drawn {
  readonly comparison: Comparison;
  readonly draws: Draws;
  readonly by: Ranges;
}

/** What the assumptions do one by one; `flips` come later than the rest. */
export interface Studied {
  readonly comparison: Comparison;
  readonly by: Sensitivities;
  readonly flips: readonly Flip[] | undefined;
}

/** Somebody who types is not interrupted by the answer to half a number. */
const patienceMs = 350;

/** Call it while a component is made: it ends with that component. */
export function uncertainty() {
  let count = $state<DrawCount>(fewestDraws);
  const draws = $derived<Draws>({ ...defaultDraws, draws: count });
  let drawn = $state.raw(untrack(exampleDrawn));
  let studied = $state.raw(untrack(exampleStudied));
  /** The share that is done; undefined while nothing is drawn. */
  let share = $state<number>();
  let isCancelled = $state(false);

  let worker: Worker | undefined;
  let ids = 0;
  /** What is waited for: an answer to anything else comes too late. */
  let asked: { readonly id: number; readonly comparison: Comparison; readonly draws: Draws } | undefined;
  let studying: { readonly id: number; readonly comparison: Comparison } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isDrawn = $derived(drawn !== undefined && drawn.draws.draws === count && isOf(drawn.comparison, planner.comparison));

  // A newer question ends the older one at once, and waits a moment for a newer one still.
  $effect(() => {
    const question = { comparison: planner.comparison, draws };
    untrack(stop);
    if (untrack(() => isDrawn)) return;
    untrack(() => start(question, patienceMs));
    return () => clearTimeout(timer);
  });
  $effect(() => {
    const { comparison } = planner;
    studying = undefined;
    if (untrack(() => studied?.flips && isOf(studied.comparison, comparison))) return;
    const waiting = setTimeout(() => {
      studying = { id: ++ids, comparison };
      ask({ kind: 'study', id: ids, ...scenarioOf(comparison) });
    }, patienceMs);
    return () => clearTimeout(waiting);
  });
  $effect(() => () => worker?.terminate());

  function start(question: { readonly comparison: Comparison; readonly draws: Draws }, afterMs: number): void {
    share = 0;
    timer = setTimeout(() => {
      asked = { id: ++ids, ...question };
      ask({ kind: 'draw', id: ids, ...scenarioOf(question.comparison), draws: question.draws });
    }, afterMs);
  }

  function stop(): void {
    clearTimeout(timer);
    if (asked) ask({ kind: 'stop', id: ++ids });
    [asked, share, isCancelled] = [undefined, undefined, false];
  }

  function ask(question: UncertaintyQuestion): void {
    worker ??= listener();
    worker.postMessage(question);
  }

  /** One worker for the life of the page: a new one for each question would load its program again and again. */
  function listener(): Worker {
    // The address of a program, which never changes.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const made = new Worker(new URL('./uncertainty.worker.ts', import.meta.url), { type: 'module' });
    made.onmessage = ({ data }: MessageEvent<UncertaintyMessage>) => {
      if (data.id === asked?.id) takeDraws(data);
      else if (data.id === studying?.id) takeStudy(data);
    };
    return made;
  }

  function takeDraws(message: UncertaintyMessage): void {
    if (message.kind === 'progress') share = message.share;
    if (message.kind !== 'ranges') return;
    drawn = { comparison: asked!.comparison, draws: asked!.draws, by: message.by };
    [asked, share] = [undefined, undefined];
  }

  function takeStudy(message: UncertaintyMessage): void {
    const { comparison } = studying!;
    if (message.kind === 'sensitivities') studied = { comparison, by: message.by, flips: undefined };
    if (message.kind === 'flips' && studied) studied = { ...studied, flips: message.found };
  }

  return {
    /** How many draws are asked for. */
    get count() {
      return count;
    },
    set count(next) {
      count = next;
    },
    /** The last finished draws; undefined as long as there are none. */
    get drawn() {
      return drawn;
    },
    get studied() {
      return studied;
    },
    get share() {
      return share;
    },
    /** Whether the draws shown are those that were asked for. */
    get isDrawn() {
      return isDrawn;
    },
    /** Whether the draws shown are of the present scenario, however many there are. */
    get isPresent() {
      return drawn !== undefined && isOf(drawn.comparison, planner.comparison);
    },
    /** Whether the study shown is of the present scenario. */
    get isStudied() {
      return studied !== undefined && isOf(studied.comparison, planner.comparison);
    },
    get isCancelled() {
      return isCancelled;
    },
    /** Stops the draws under way: those shown stay. */
    cancel(): void {
      if (share === undefined) return;
      stop();
      isCancelled = true;
    },
    /** Draws what was cancelled. */
    again(): void {
      stop();
      start({ comparison: planner.comparison, draws }, 0);
    },
  };
}

/** Reckoned while the site is built; undefined for somebody who comes with another scenario from another page. */
function exampleDrawn(): Drawn | undefined {
  const isShown = planner.isExample && planner.today === __BUILD_DAY__;
  return isShown ? { comparison: planner.comparison, draws: { ...defaultDraws, draws: fewestDraws }, by: exampleRanges } : undefined;
}

function exampleStudied(): Studied | undefined {
  const drawn = exampleDrawn();
  return drawn && { comparison: drawn.comparison, by: exampleSensitivities, flips: exampleFlips };
}

function scenarioOf({ scenario, today }: Comparison): { scenario: Scenario; today: string } {
  return { scenario: $state.snapshot(scenario) as Scenario, today };
}

function isOf(one: Comparison, other: Comparison): boolean {
  return one === other || (one.today === other.today && toQuery(one.scenario, one.today) === toQuery(other.scenario, other.today));
}
