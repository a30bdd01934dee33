/** What helps when a step of the guide does not work: it depends on where its commands run. */
import type { SetUpStep } from '@ordiplan/planner';

export type Trouble = 'again' | 'tofu' | 'server' | 'name' | 'here';

/** In the order in which one looks; nothing for a step without commands. */
export function troublesOf({ commands, check }: Pick<SetUpStep, 'commands' | 'check'>): Trouble[] {
  const all = [...commands, ...(check ? [check.command] : [])].join('\n');
  if (all === '') return [];
  const places: Trouble[] = [
    ...(all.includes('tofu -chdir') ? (['tofu'] as const) : []),
    ...(/\bbin\/(on|install|check)\b/.test(all) ? (['server'] as const) : []),
    ...(/\b(curl -sI?|getent) /.test(all) && !all.includes('--unix-socket') ? (['name'] as const) : []),
  ];
  return [...(commands.length > 0 ? (['again'] as const) : []), ...(places.length > 0 ? places : (['here'] as const))];
}

/** Minutes as a clock shows them since the beginning: "1:05". */
export function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** A server that the commands of a guide speak to. */
export function hostIn(steps: readonly Pick<SetUpStep, 'commands' | 'check'>[]): string | undefined {
  const lines = steps.flatMap(({ commands, check }) => [...commands, check?.command ?? '']);
  return lines.map((line) => /bin\/on ([a-z0-9-]+)/.exec(line)?.[1]).find((host) => host !== undefined);
}
