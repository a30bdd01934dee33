/** The only state of the site: what the user states. Everything else on a page is derived from it. */
import {
  compare,
  linkOf,
  pairsOf,
  parseScenario,
  PlannerError,
  readLink,
  readPairs,
  sinceThen,
  type AssumptionKey,
  type Comparison,
  type PlanId,
  type PlanRanges,
  type Scenario,
  type ScenarioInput,
  type ScenarioKey,
  type SinceThen,
  type Span,
  type LinkStamp,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { ranges as exampleRanges } from 'virtual:example';
import { example } from './example.ts';
import { redo as redone, start, step, undo as undone } from './history.ts';

/** What the user states: a scenario, and one that is held beside it. */
interface Stated {
  readonly scenario: ScenarioInput;
  readonly beside: ScenarioInput | undefined;
}

let history = $state.raw(start<Stated>({ scenario: example, beside: undefined }));
let today = $state(__BUILD_DAY__);
/** What a link said that could not be used. */
let problems = $state.raw<readonly PlannerError[]>([]);
/** What was typed and refused, by field; the last good value stays in force. */
let refused = $state.raw<Partial<Record<ScenarioKey, PlannerError | undefined>>>({});
/** What the opened link said, and its text: the address keeps both until something is changed. */
let opened = $state.raw<{ readonly stamp: LinkStamp; readonly query: string; readonly stated: Stated }>();

const stated = $derived(history.present);
const facts = $derived(factsOn(today));
const scenario = $derived(parseScenario(stated.scenario, today));
const comparison = $derived(compare(scenario, facts));
const beside = $derived(stated.beside && compare(stated.beside, facts));
const since = $derived(opened && opened.stated === stated ? sinceThen(opened.stamp, comparison, facts) : undefined);

/** The answer that was shown in a frame already, and the one after which nothing was changed for a moment; undefined until there was a first one. */
let framed = $state.raw<Comparison>();
let quiet = $state.raw<Comparison>();

type Ranges = Readonly<Partial<Record<PlanId, PlanRanges>>>;

/** Ranges with the answer that they belong to. */
export interface Drawn {
  readonly by: Ranges;
  readonly of: Comparison;
}

let spans = $state.raw<{ of: Scenario; by: Ranges }>({ of: parseScenario(example, __BUILD_DAY__), by: exampleRanges });
const present = $derived(isSame(spans.of, scenario) ? spans.by : undefined);
/** The ranges drawn last and the answer they belong to: they stay where they are, unseen, until the next ones have been drawn. */
let drawnLast: Drawn | undefined;
const drawn = $derived.by(() => (present ? (drawnLast = { by: present, of: comparison }) : drawnLast));
const presentCurve = $derived(isSame(offerOf(spans.of), offerOf(scenario)) ? spans.by : undefined);

export const planner = {
  get scenario(): Scenario {
    return scenario;
  },
  get comparison(): Comparison {
    return comparison;
  },
  /**
   * The answer for what stands beside sentence and cards: the one before, until the frame with the new one has been shown.
   * Whoever types sees the answer sooner, and a frame later the rest of it.
   */
  get settled(): Comparison {
    return framed ?? comparison;
  },
  /** The answer for what lies below the screen and for the address: it follows when nobody has changed anything for a moment. */
  get rested(): Comparison {
    return quiet ?? comparison;
  },
  /** The answer to the scenario that is held beside; undefined if there is none. */
  get beside(): Comparison | undefined {
    return beside;
  },
  get today() {
    return today;
  },
  get facts() {
    return facts;
  },
  get problems() {
    return problems;
  },
  get refused() {
    return refused;
  },
  /** What the opened link said and what has changed since; undefined once something else is asked. */
  get sinceThen(): SinceThen | undefined {
    return since;
  },
  /** Ranges of the figures; undefined while they are being drawn anew. */
  get ranges(): Ranges | undefined {
    return present;
  },
  /** The ranges drawn last with their answer, also while new ones are being drawn; undefined before the first. */
  get drawn(): Drawn | undefined {
    return drawn;
  },
  /** Ranges for the growth curve: it stays the same curve as long as the same things can be bought. */
  get curveRanges(): Ranges | undefined {
    return presentCurve;
  },
  get canUndo() {
    return history.past.length > 0;
  },
  get canRedo() {
    return history.future.length > 0;
  },
  /** Whether the page still shows its example. */
  get isExample() {
    return stated.scenario === example && !stated.beside;
  },
};

/** Everything of a scenario that a curve depends on: not today's practices and what an outage costs them. */
function offerOf(of: Scenario): Scenario {
  return { ...of, tenants: 1, tenantsIn12Months: 1, outageEuroPerHour: 0 };
}

/** Scenarios are complete and in one order. */
function isSame(a: Scenario, b: Scenario): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The field that was changed last and when: further digits of the same number are one step of undo. */
let last: { readonly key: string; readonly at: number } = { key: '', at: 0 };
const oneStepMs = 1000;

function set(next: Stated, key = ''): void {
  const at = Date.now();
  const isSameStep = key !== '' && key === last.key && at - last.at < oneStepMs && history.past.length > 0;
  last = { key, at };
  history = step(history, next, isSameStep);
}

/** Takes over one input as typed. A wrong one is refused with its reason and changes nothing else. */
export function change(key: ScenarioKey, text: string): void {
  const { stated: read, problems: found } = readPairs([[key, text.trim()]], today);
  refused = { ...refused, [key]: found[0] };
  if (found[0] || textOf(scenario, key) === textOf(parseScenario({ ...stated.scenario, ...read }, today), key)) return;
  set({ ...stated, scenario: { ...stated.scenario, ...read } }, key);
}

function textOf(of: Scenario, key: ScenarioKey): string {
  return JSON.stringify(of[key]) ?? '';
}

/** Takes one input back to its default. The number of practices has none: it goes back to the example. */
export function resetField(key: ScenarioKey): void {
  refused = { ...refused, [key]: undefined };
  if (!isStated(key)) return;
  const others = key === 'tenants' ? { ...stated.scenario, tenants: example.tenants } : { ...stated.scenario, [key]: undefined };
  set({ ...stated, scenario: others });
}

/** Whether an input was stated rather than left at its default. */
export function isStated(key: ScenarioKey): boolean {
  return stated.scenario[key] !== undefined;
}

/** Puts a figure in the place of an assumption, one number for a measurement; undefined takes the shipped one back. Throws for an impossible one. */
export function changeFigure(key: AssumptionKey, figure: number | Span | undefined): void {
  const others = Object.entries(stated.scenario.assumptions ?? {}).filter(([other]) => other !== key);
  setFigures(Object.fromEntries(figure === undefined ? others : [...others, [key, figure]]), key);
}

/** Puts several figures in the place of all those stated. Throws for an impossible one, and then changes nothing. */
export function setFigures(figures: NonNullable<ScenarioInput['assumptions']>, key = ''): void {
  const next = { ...stated.scenario, assumptions: Object.keys(figures).length === 0 ? undefined : figures };
  parseScenario(next, today);
  set({ ...stated, scenario: next }, key);
}

/** Takes over a whole scenario. Throws for an impossible one, and then changes nothing. */
export function load(input: ScenarioInput): void {
  parseScenario(input, today);
  refused = {};
  set({ ...stated, scenario: input });
}

/** Holds the present scenario beside the next ones, or lets go of the one that is held. */
export function hold(isHeld: boolean): void {
  set({ ...stated, beside: isHeld ? stated.scenario : undefined });
}

/** Takes over the inputs of a link and the real day. Without inputs the example stays. */
export function open(pairs: Iterable<readonly [string, string]>, day: string): void {
  today = day;
  const all = [...pairs];
  const query = all.map(pairText).join('&');
  // The address of what is shown already: somebody went from page to page.
  if (query === pairsOf(currentQuery()).map(pairText).join('&')) return;
  const link = readLink(all, day);
  problems = link.problems;
  refused = {};
  const inputs = Object.keys(link.stated).length > 0 ? { ...example, ...link.stated } : example;
  const next: Stated = {
    scenario: 'tenants' in link.stated ? (link.stated as ScenarioInput) : inputs === example ? example : inputs,
    beside: link.beside as ScenarioInput | undefined,
  };
  history = isFresh() ? start(next) : step(history, next);
  opened = link.stamp && { stamp: link.stamp, query, stated: history.present };
}

function isFresh(): boolean {
  return history.past.length === 0 && history.future.length === 0 && stated.scenario === example;
}

function pairText([field, text]: readonly [string, string]): string {
  return `${encodeURIComponent(field)}=${encodeURIComponent(text)}`;
}

/** Back to the worked example. */
export function reset(): void {
  refused = {};
  problems = [];
  set({ scenario: example, beside: undefined });
}

export function undo(): void {
  refused = {};
  history = undone(history);
}

export function redo(): void {
  refused = {};
  history = redone(history);
}

export function dismissProblems(): void {
  problems = [];
}

/** Lets go of what the opened link said: the address then says what holds now. */
export function dismissSince(): void {
  opened = undefined;
}

/** The present answer has been shown: what waited for it may follow. */
export function settle(): void {
  framed = comparison;
}

/** Nobody is typing now: everything else may follow. */
export function rest(): void {
  quiet = comparison;
}

/** The inputs of the address bar: none while the page shows its example. A link that was opened stays as it is until something changes. */
export function currentQuery(): string {
  if (opened && opened.stated === stated) return opened.query;
  return planner.isExample ? '' : linkOf(comparison, beside);
}

/** The worker that has been asked and has not answered, and whether there is a newer question for it. */
let asked: Worker | undefined;
let isNewer = false;

/**
 * Draws the ranges of the present scenario in a worker. Each answer says what it is of, so a late one is not taken for a
 * newer. One question at a time: whoever types fast would otherwise wait for the ranges of every number in between.
 */
export function drawRanges(worker: Worker): void {
  isNewer = asked === worker;
  if (isNewer) return;
  asked = worker;
  worker.onmessage = ({ data }: MessageEvent<typeof spans>) => {
    asked = undefined;
    spans = data;
    if (isNewer) drawRanges(worker);
  };
  worker.onerror = () => {
    asked = undefined;
  };
  worker.postMessage({ scenario: $state.snapshot(scenario), today });
}
