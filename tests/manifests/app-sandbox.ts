/** PM2 and the deployment in a sandbox: the emitted scripts as they are, with other paths, fewer processes and shorter waits. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Files } from '../../packages/planner/src/manifests/files.ts';
import { put, run, sandbox, type Sandbox } from './nginx-sandbox.ts';
import type { Release } from './toy-app.ts';

const programs = join(import.meta.dirname, '../../node_modules');
const standard = '/usr/sbin:/usr/bin:/sbin:/bin';

export interface AppServer extends Sandbox {
  /** As the unit does at boot. */
  readonly boot: () => Promise<number | null>;
  /** Runs a deployment and tells how it ended. */
  readonly deploy: (release: Release, options?: Options) => Promise<Ended>;
  readonly rollback: () => Promise<Ended>;
  readonly linked: () => string;
  readonly confirmed: () => string;
  /** Colours that PM2 runs. */
  readonly running: () => string[];
  /** What PM2 knows of its processes. */
  readonly told: () => string;
  /** What the software of a colour answers by itself. */
  readonly ask: (colour: string) => Promise<string>;
  /** Everything ends at once, as when the power fails: what was below /run is still there, as after a crash of PM2 alone. */
  readonly crash: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Options {
  readonly flags?: readonly string[];
  /** The deployment is killed at its nth command that changes something. */
  readonly killAt?: number;
  /** Seconds after which a release that does not answer is given up: long, unless that is what is looked at. */
  readonly patience?: number;
  /** A moment after it has begun, not before. */
  readonly isLate?: boolean;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly said: string;
}

export interface Waits {
  /** Until nginx has left the former colour: in its file and in the script. */
  readonly isDrainShort?: boolean;
}

export async function appServer(files: Files, host: string, { isDrainShort = false }: Waits = {}): Promise<AppServer> {
  const shorter: readonly (readonly [RegExp, string])[] = [
    [/instances: \d+/, 'instances: 2'],
    [/rate=\d+r\/s/, 'rate=100000r/s'],
    [/burst=40/g, 'burst=10000'],
    [/healthy_seconds=\d+/, 'healthy_seconds=${PATIENCE:-120}'],
    [/verify_seconds=\d+/, 'verify_seconds=${PATIENCE:-120}'],
    [/needed_answers=\d+/, 'needed_answers=3'],
    ...(isDrainShort
      ? ([
          [/(keepalive_time(?:out)?) 4s/g, '$1 1s'],
          [/drain_seconds=\d+/, 'drain_seconds=3'],
        ] as const)
      : []),
  ];
  const place = sandbox(files, host, {
    change: (text) => shorter.reduce((now, [from, to]) => now.replaceAll(new RegExp(from, 'gm'), to), text),
  });
  const bin = place.at('/bin');
  const path = `${bin}:${join(programs, '.bin')}:${standard}`;
  const script = place.at('/usr/local/sbin/ordination-deploy');
  put(
    script,
    readFileSync(script, 'utf8')
      .replace(/^export PATH=.*$/m, `export PATH=${path}`)
      .replace(/^readonly user=.*$/m, `readonly user=$(id -un)`),
  );
  put(place.at('/etc/ordination/secrets/app.env'), 'SESSION_SECRET=read-by-the-software\n');
  putKillers(place);
  const env = { PATH: path, PM2_HOME: place.at('/var/lib/ordination/pm2'), HOME: place.root };
  const started = async (command: string, args: readonly string[], more: Record<string, string> = {}): Promise<Ended> => {
    const child = spawn('bash', ['-c', 'umask 0007; exec "$0" "$@"', command, ...args], {
      env: { ...env, ...more },
      detached: true, // a group of its own, so that it can be killed as a whole
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return { code, signal, said };
  };
  const pm2 = (...args: string[]) => run('env', [...Object.entries(env).map(([name, value]) => `${name}=${value}`), 'pm2', ...args]);
  const stopNginx = await place.start();
  const running = () => {
    const list = pm2('jlist').stdout;
    const all = JSON.parse(list.slice(list.indexOf('['))) as { name: string; pm2_env: { status: string } }[];
    return [...new Set(all.filter(({ pm2_env }) => pm2_env.status === 'online').map(({ name }) => name.replace('ordination-', '')))].sort();
  };
  return {
    ...place,
    boot: async () => (await started(place.at('/usr/local/sbin/ordination-start'), [])).code,
    deploy: ({ version, digest }, { flags = [], killAt = 0, isLate = false, patience = 120 } = {}) => {
      rmSync(place.at('/count'), { force: true });
      return started(script, [...flags, version, digest], {
        KILL_AT: String(killAt),
        KILL_LATE: isLate ? '1' : '',
        PATIENCE: String(patience),
      });
    },
    rollback: () => started(place.at('/usr/local/sbin/ordination-rollback'), []),
    linked: () => basename(readlinkSync(place.at('/var/lib/ordination/live.sock')), '.sock'),
    confirmed: () => readFileSync(place.at('/var/lib/ordination/live'), 'utf8').trim(),
    running,
    told: () => pm2('jlist').stdout,
    ask: async (colour) => run('curl', ['-fsS', '--unix-socket', place.at(`/run/ordination/${colour}.sock`), 'http://localhost/']).stdout,
    crash: async () => {
      const daemon = Number(readFileSync(join(env.PM2_HOME, 'pm2.pid'), 'utf8'));
      const workers = run('pgrep', ['-P', String(daemon)])
        .stdout.split('\n')
        .filter(Boolean)
        .map(Number);
      for (const pid of [daemon, ...workers]) kill(pid);
      await pause(300);
    },
    close: async () => {
      pm2('kill');
      await stopNginx();
      place.remove();
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended with its parent.
  }
}

/** The commands of the deployment that change something. */
const changing = ['mktemp', 'tar', 'sync', 'mv', 'ln', 'rm', 'timeout'];

/** Each of them counts itself, and at the chosen number kills the deployment with all that belongs to it. */
function putKillers({ at }: Sandbox): void {
  for (const name of changing) {
    put(
      at(`/bin/${name}`),
      `\
#!/bin/bash
count=$(($(cat ${at('/count')} 2>/dev/null || echo 0) + 1))
echo $count >${at('/count')}
if [[ $count == "\${KILL_AT:-}" ]]; then
  if [[ -n \${KILL_LATE:-} ]]; then (sleep 0.4; kill -9 0) & else kill -9 0; fi
fi
exec /usr/bin/${name} "$@"
`,
    );
  }
}
