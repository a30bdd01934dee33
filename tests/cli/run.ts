/** Runs the command as a program, the way a shell does. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const command = join(root, 'packages/planner/cli/ordiplan.ts');

/** What the command gets of the environment: its programs, and where Node keeps what it compiled, so that a thousand calls compile once. */
export const environment = { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(tmpdir(), 'ordiplan-compile-cache') };

export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The day on which every test of the command line takes place. */
export const today = '2026-11-24';

export interface RunOptions {
  readonly closeEarly?: boolean;
  /** Beside what it always gets. */
  readonly env?: Readonly<Record<string, string>>;
}

export function ordiplan(args: readonly string[], { closeEarly = false, env = {} }: RunOptions = {}): Promise<Ending> {
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (closeEarly) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
