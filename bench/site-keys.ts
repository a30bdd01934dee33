/**
 * Key press to paint: from the time stamp of the `keydown`, which the browser puts on it before the page hears of it, to
 * the frame in which sentence and cards show another answer.
 *
 * A change of the document is no picture yet. When sentence and cards differ from those before the press, the page asks
 * for the next frame (requestAnimationFrame, which runs before style, layout and paint of that frame) and in it sends
 * itself a message: the browser delivers it as a task of its own, after the frame was painted. A frame comes every
 * 16.7 ms, so half a frame on average and a whole one at worst is waiting, not work. To tell both apart every press has a
 * twin in a field that only copies what is typed: the same way through the browser with next to no work, and so the
 * least that this machine can show in this very run.
 */
import type { CDPSession, Page } from 'playwright-core';
import { quantile } from './site-quantiles.ts';

export interface KeyTimes {
  /** From the key press to the painted cards, each press in ms. */
  readonly cards: readonly number[];
  /** Of it until the document said so: the work of the page before style, layout and paint. */
  readonly changed: readonly number[];
  /** The same key in the field that only copies. */
  readonly least: readonly number[];
  /** Processor time of the page's main thread for one press with all that follows it, also what comes after the frame. */
  readonly processorMs: number;
}

/** One key each; "all" is what is selected before, so that the key begins a new number: 2, 25, 2, 26, 1, 12, … */
const presses = [
  { all: true, key: '2' },
  { all: false, key: '5' },
  { all: true, key: '2' },
  { all: false, key: '6' },
  { all: true, key: '1' },
  { all: false, key: '2' },
] as const;

/** Between two presses, as somebody types who types fast. It varies, so that presses fall on all parts of a frame and of what comes after one. */
const restMs = (press: number) => 130 + ((press * 37) % 140);

/** Presses keys in an awake calculator that shows 12 practices. The first presses, while code is compiled, do not count. */
export async function keyTimes(page: Page, { count, warmUps }: { count: number; warmUps: number }): Promise<KeyTimes> {
  await page.evaluate(watchPaints);
  const times: { cards: number[]; changed: number[]; least: number[] } = { cards: [], changed: [], least: [] };
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  let before = 0;
  // One field after the other: what a press in the one leaves to do must not fall on a press in the other.
  for (const field of ['least', 'tenants'] as const) {
    before = await processorMs(client);
    for (let press = 0; press < warmUps + count; press++) {
      const { changedMs, paintedMs } = await timed(page, field, press);
      if (press < warmUps) continue;
      if (field === 'tenants') times.changed.push(changedMs);
      times[field === 'tenants' ? 'cards' : 'least'].push(paintedMs);
    }
  }
  return { ...times, processorMs: ((await processorMs(client)) - before) / (warmUps + count) };
}

async function processorMs(client: CDPSession): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

export interface KeyFigures {
  readonly best: number;
  readonly p50: number;
  readonly p95: number;
}

export function figuresOf(times: readonly number[]): KeyFigures {
  return { best: Math.min(...times), p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

interface Press {
  readonly changedMs: number;
  readonly paintedMs: number;
}

async function timed(page: Page, field: 'tenants' | 'least', press: number): Promise<Press> {
  const { all, key } = presses[press % presses.length]!;
  await page.evaluate(([field, all]) => (globalThis as unknown as Watching).arm(field, all), [field, all] as const);
  await page.waitForTimeout(restMs(press));
  await page.keyboard.press(key);
  return page.evaluate(() => (globalThis as unknown as Watching).painted);
}

/** What `watchPaints` leaves in the page. */
interface Watching {
  arm: (field: 'tenants' | 'least', all: boolean) => void;
  painted: Promise<Press>;
}

/** Runs in the page: adds the field that only copies, and notes when what belongs to a field has changed and was painted. */
function watchPaints(): void {
  const watching = globalThis as unknown as Watching;
  document.body.insertAdjacentHTML(
    'beforeend',
    '<div style="position:fixed;inset:auto 0 0 auto"><input id="least" aria-label="copied" value="12"><output id="copy">12</output></div>',
  );
  const copy = document.querySelector('#copy')!;
  const copied = document.querySelector<HTMLInputElement>('#least')!;
  copied.addEventListener('input', () => (copy.textContent = copied.value));

  const textOf = (selector: string) => [...document.querySelectorAll(selector)].map(({ textContent }) => textContent).join('|');
  /** Every part must have changed; the figures of the cards, not their ranges, which a worker draws later. */
  const shown = { tenants: ['h1', '.options .v, .options .more'], least: ['#copy'] };

  watching.arm = (field, all) => {
    const input = document.querySelector<HTMLInputElement>(`#${field}`)!;
    if (document.activeElement !== input) input.focus({ preventScroll: true });
    input.setSelectionRange(all ? 0 : input.value.length, input.value.length);
    const before = shown[field].map(textOf);
    let pressed = Number.NaN;
    document.addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), { capture: true, once: true });
    watching.painted = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (Number.isNaN(pressed) || !shown[field].every((selector, i) => textOf(selector) !== before[i])) return;
        const changedMs = performance.now() - pressed;
        observer.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve({ changedMs, paintedMs: performance.now() - pressed });
          port2.postMessage(undefined);
        });
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  };
}
