/** The only state of the site: what the user states. Everything else on the page is derived from it. */
import {
  compare,
  PlannerError,
  parseScenario,
  ranges,
  readPairs,
  shownQuotes,
  toQuery,
  type PlanId,
  type PlanRanges,
  type Scenario,
  type ScenarioInput,
  type ScenarioKey,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';

/** What the page shows before anybody states anything: a worked example. */
const example: ScenarioInput = { tenants: 12, tenantsIn12Months: 30 };

let stated = $state.raw<ScenarioInput>(example);
let today = $state(__BUILD_DAY__);
/** What a link said that could not be used. */
let problems = $state.raw<readonly PlannerError[]>([]);
/** What was typed and refused, by field; the last good value stays in force. */
let refused = $state.raw<Partial<Record<ScenarioKey, PlannerError | undefined>>>({});

const facts = $derived(factsOn(today));
const scenario = $derived(parseScenario(stated, today));
const comparison = $derived(compare(scenario, facts));

const first = compare(example, factsOn(__BUILD_DAY__));
type Ranges = Readonly<Partial<Record<PlanId, PlanRanges>>>;

let spans = $state.raw<{ of: Scenario; by: Ranges }>({
  of: first.scenario,
  by: ranges(shownQuotes(first), { scenario: first.scenario, facts: factsOn(__BUILD_DAY__) }),
});

export const planner = {
  get scenario() {
    return scenario;
  },
  get comparison() {
    return comparison;
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
  /** Ranges of the figures; undefined while they are being drawn anew. */
  get ranges(): Ranges | undefined {
    return toQuery(spans.of, today) === toQuery(scenario, today) ? spans.by : undefined;
  },
  /** Ranges for the growth curve: it stays the same curve as long as the same things can be bought. */
  get curveRanges(): Ranges | undefined {
    return offerOf(spans.of) === offerOf(scenario) ? spans.by : undefined;
  },
};

/** Everything of a scenario that a curve depends on: not today's practices and what an outage costs them. */
function offerOf(of: Scenario): string {
  return toQuery({ ...of, tenants: 1, tenantsIn12Months: 1, outageEuroPerHour: 0 }, today);
}

/** Takes over one input as typed. A wrong one is refused with its reason and changes nothing else. */
export function change(key: ScenarioKey, text: string): void {
  const { stated: read, problems: found } = readPairs([[key, text.trim()]], today);
  refused = { ...refused, [key]: found[0] };
  if (found[0]) return;
  stated = { ...stated, ...read };
}

/** Takes over the inputs of a link and the real day. Without inputs the example stays. */
export function open(pairs: Iterable<readonly [string, string]>, day: string): void {
  today = day;
  const { stated: read, problems: found } = readPairs(pairs, day);
  problems = found;
  if (Object.keys(read).length > 0) stated = 'tenants' in read ? (read as ScenarioInput) : { ...example, ...read };
}

/** Back to the worked example. */
export function reset(): void {
  stated = example;
  refused = {};
  problems = [];
}

export function dismissProblems(): void {
  problems = [];
}

/** The inputs of the address bar: none while the page shows its example. */
export function query(): string {
  return stated === example ? '' : toQuery(scenario, today);
}

/** Draws the ranges of the present scenario in a worker. Each answer says what it is of, so a late one is not taken for a newer. */
export function drawRanges(worker: Worker): void {
  worker.onmessage = ({ data }: MessageEvent<typeof spans>) => {
    spans = data;
  };
  worker.postMessage({ scenario: $state.snapshot(scenario), today });
}
