/** The only state of the site: what the user states. Everything else on the page is derived from it. */
import {
  compare,
  PlannerError,
  parseScenario,
  ranges,
  readPairs,
  toQuery,
  type PlanId,
  type PlanRanges,
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
let spans = $state.raw({ of: first.scenario, by: ranges(first.quotes, { scenario: first.scenario, facts: factsOn(__BUILD_DAY__) }) });

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
  get problems() {
    return problems;
  },
  get refused() {
    return refused;
  },
  /** Ranges of the figures; undefined while they are being drawn anew. */
  get ranges(): Readonly<Record<PlanId, PlanRanges>> | undefined {
    return spans.of === scenario || toQuery(spans.of, today) === toQuery(scenario, today) ? spans.by : undefined;
  },
  /** The last ranges that were drawn, even if an input has changed since: upgrade points do not depend on it. */
  get lastRanges() {
    return spans.by;
  },
};

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

/** Draws the ranges of the present scenario in a worker; an answer that comes too late is ignored. */
export function drawRanges(worker: Worker): void {
  const asked = $state.snapshot(scenario);
  worker.onmessage = ({ data }: MessageEvent<Readonly<Record<PlanId, PlanRanges>>>) => {
    spans = { of: asked, by: data };
  };
  worker.postMessage({ scenario: asked, today });
}
