/**
 * The servers of a cell as network namespaces: each with a public and a private interface on two bridges, the emitted
 * nftables loaded, something listening on every port. Who reaches what is then asked with real connections.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onHost, type Files } from '../../packages/planner/src/manifests/files.ts';
import type { Cell, Host } from '../../packages/planner/src/manifests/site.ts';

/** What listens on every server: all that the set-up knows, and a few that nothing of it uses. */
export const listened = [22, 80, 443, 3000, 8080, 8443, 9090, 9093, 9100, 19999, 27017, 27117];

/** Where the connections come from beside the servers themselves. "inside" is a server of the private network that is no part of the cell. */
export const strangers = {
  stranger: { public: ['203.0.113.200', '2001:db8:ffff::200'], private: undefined },
  admin: { public: ['198.51.100.7', '2001:db8:1::7'], private: undefined },
  neighbour: { public: ['198.51.100.8', '2001:db8:2::7'], private: undefined },
  balancer: { public: [], private: '10.0.0.5' },
  inside: { public: [], private: '10.0.0.99' },
} as const;

/** Names of the private interface as the vendor's types of servers have them; the public one is always eth0. */
const privateNames = ['enp7s0', 'ens10', 'eth1'];

const patienceMs = 2000;

export interface Lab {
  /** Replaces the rules of a server. */
  readonly load: (host: Host, rules: string) => void;
  /** Of one server: the ports that answer, by who asks. A source with both families is listed with "/6" for the second. */
  readonly reached: (host: Host) => Promise<Record<string, readonly number[]>>;
  /** Whether one packet from outside, sent as if it came from `source` to `target`, gets past the rules of a server. */
  readonly isDeceived: (host: Host, source: string, target: string) => Promise<boolean>;
  readonly answersPing: (host: Host, family: 4 | 6) => Promise<boolean>;
  /** Sends through one connection, before and after `change`. */
  readonly survives: (host: Host, change: () => void) => Promise<boolean>;
  readonly remove: () => void;
}

export async function packetLab(cell: Cell, files: Files): Promise<Lab> {
  const id = `ordiplan-${process.pid}-${Math.random().toString(36).slice(2, 7)}`;
  const folder = mkdtempSync(join(tmpdir(), 'ordiplan-packets-'));
  const children: ChildProcess[] = [];
  const made: string[] = [];
  const space = (name: string) => `${id}-${name}`;
  const remove = () => {
    for (const child of children) child.kill('SIGKILL');
    for (const name of made) spawnSync('ip', ['netns', 'del', name]);
    rmSync(folder, { recursive: true, force: true });
  };
  const load = (host: Host, rules: string) => {
    const file = join(folder, host.shortName);
    writeFileSync(file, rules);
    run('ip', ['netns', 'exec', space(host.shortName), 'nft', '-f', file]);
  };
  const start = (name: string, program: string, args: readonly unknown[]) =>
    // Ahead of everything else: what a busy machine delays must not look like what the rules drop.
    spawn('nice', ['-n', '-15', 'ip', 'netns', 'exec', space(name), process.execPath, '-e', program, JSON.stringify(args)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  const agents = new Map<string, Agent>();
  const sources = [
    ...Object.entries(strangers).map(([name, { public: publicIps, private: privateIp }]) => ({ name, publicIps, privateIp })),
    ...cell.hosts.map(({ shortName, privateIp }) => ({ name: shortName, publicIps: [], privateIp })),
  ];
  try {
    sweep();
    const names = ['switch', ...sources.map(({ name }) => name)];
    made.push(...names.map(space));
    ip(
      [],
      names.map((name) => `netns add ${space(name)}`),
    );
    ip(
      ['-n', space('switch')],
      ['public', 'private'].map((bridge) => `link add ${bridge} up type bridge`),
    );
    for (const [i, { name, publicIps, privateIp }] of sources.entries()) {
      const host = cell.hosts.find(({ shortName }) => shortName === name);
      const own = host ? publicIpsOf(host) : publicIps;
      const faces = [
        ...(own.length > 0
          ? [{ bridge: 'public', face: 'eth0', addresses: own, routes: ['route add default', '-6 route add default'] }]
          : []),
        ...(privateIp === undefined
          ? []
          : [
              {
                bridge: 'private',
                face: privateNames[i % privateNames.length]!,
                addresses: [privateIp],
                routes: ['route add 10.0.0.0/16'],
              },
            ]),
      ];
      const portOf = (bridge: string) => `${bridge.slice(0, 3)}${i}`;
      ip(
        [],
        faces.map(
          ({ bridge, face }) => `link add ${face} netns ${space(name)} type veth peer name ${portOf(bridge)} netns ${space('switch')}`,
        ),
      );
      ip(
        ['-n', space('switch')],
        faces.map(({ bridge }) => `link set ${portOf(bridge)} master ${bridge} up`),
      );
      ip(
        ['-n', space(name)],
        [
          'link set lo up',
          ...faces.flatMap(({ face, addresses }) => [
            `link set ${face} up`,
            ...addresses.map((address) => `address add ${address}${address.includes(':') ? '/128 nodad' : '/32'} dev ${face}`),
          ]),
        ],
      );
      for (const { face, routes } of faces)
        for (const route of routes) {
          const v6 = route.startsWith('-6 ');
          ip([...(v6 ? ['-6'] : []), '-n', space(name)], [`${v6 ? route.slice(3) : route} dev ${face}`]);
        }
      if (host) load(host, files[onHost(host, '/etc/nftables.conf')]!);
      const child = start(name, agent, [host ? listened : []]);
      children.push(child);
      agents.set(name, agentOf(child));
    }
    await Promise.all([...agents.values()].map(({ isReady }) => isReady));
  } catch (error) {
    remove();
    throw error;
  }
  const askedBy = (host: Host) =>
    sources
      .filter(({ name }) => name !== host.shortName)
      .flatMap(({ name, publicIps, privateIp }) => [
        ...publicIps.map((from, i) => ({ name, from, to: publicIpsOf(host)[i]!, as: i === 0 ? name : `${name}/6` })),
        ...(privateIp === undefined ? [] : [{ name, from: privateIp, to: host.privateIp, as: name }]),
      ]);
  return {
    load,
    remove,
    reached: async (host) =>
      Object.fromEntries(
        await Promise.all(
          askedBy(host).map(async ({ name, from, to, as }) => [as, await agents.get(name)!.connect(from, to, patienceMs)] as const),
        ),
      ),
    isDeceived: async (host, source, target) => {
      ip(['-n', space('stranger')], [`address add ${source}/32 dev lo`, `route replace ${target} dev eth0`]);
      try {
        const segments = () =>
          Number(/^Tcp: (?:-?\d+ ){9}(\d+)/m.exec(run('ip', ['netns', 'exec', space(host.shortName), 'cat', '/proc/net/snmp']))![1]);
        const before = segments();
        await agents.get('stranger')!.connect(source, target, 300);
        return segments() > before;
      } finally {
        ip(['-n', space('stranger')], [`address del ${source}/32 dev lo`]);
      }
    },
    answersPing: (host, family) => {
      const to = publicIpsOf(host)[family === 4 ? 0 : 1]!;
      const { status } = spawnSync('ip', ['netns', 'exec', space('stranger'), 'python3', '-c', ping, to], { timeout: 10_000 });
      return Promise.resolve(status === 0);
    },
    survives: async (host, change) => {
      const child = start('stranger', talk, [publicIpsOf(host)[0], 443, patienceMs]);
      children.push(child);
      await once(child.stdout, 'data');
      change();
      child.stdin.end();
      const [code] = (await once(child, 'close')) as [number | null];
      return code === 0;
    },
  };
}

function publicIpsOf({ order }: Host): string[] {
  return [`203.0.113.${10 + order}`, `2001:db8:ffff::${10 + order}`];
}

/** Runs a tool to its end and gives back what it prints. Fails if the tool does; network namespaces need root. */
function run(tool: string, args: readonly string[], input = ''): string {
  const { error, status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8', timeout: 30_000, input });
  if (error ?? status !== 0) {
    throw new Error(`"${tool} ${args.join(' ')}" failed: ${error?.message ?? stderr}. This test needs root, iproute2 and nftables.`);
  }
  return stdout;
}

/** Several commands of ip at once. */
function ip(options: readonly string[], commands: readonly string[]): void {
  run('ip', [...options, '-batch', '-'], commands.join('\n'));
}

/** Removes what a test that was killed left behind. */
function sweep(): void {
  for (const [name, pid] of run('ip', ['netns', 'list']).matchAll(/^ordiplan-(\d+)-\S+/gm)) {
    if (!existsSync(`/proc/${pid}`)) run('ip', ['netns', 'del', name]);
  }
}

/** What runs in a namespace: listens, and connects when it is told to. */
interface Agent {
  readonly isReady: Promise<void>;
  /** The ports of `to` that answer. */
  readonly connect: (from: string, to: string, patience: number) => Promise<readonly number[]>;
}

function agentOf({ stdin, stdout }: ChildProcess): Agent {
  const waiting = new Map<number, (open: number[]) => void>();
  let asked = 0;
  const answer = () => new Promise<number[]>((done) => waiting.set(asked++, done));
  createInterface({ input: stdout! }).on('line', (line) => {
    const [number, open] = JSON.parse(line) as [number, number[]];
    waiting.get(number)!(open);
  });
  return {
    // The first line answers no question.
    isReady: answer().then(() => undefined),
    connect: (from, to, patience) => {
      stdin!.write(`${JSON.stringify([asked, from, to, listened, patience])}\n`);
      return answer();
    },
  };
}

const given = 'const net = require("node:net"); const [a, b, c] = JSON.parse(process.argv[1]);';

/** Listens on the ports and sends back what comes. For each line, which has a number, it tries all ports of a server: one counts if it sends back a word. */
const agent = `${given}
// The rules have to hold by themselves, without the check of sources by the kernel.
const fs = require("node:fs");
const settings = "/proc/sys/net/ipv4/conf/";
for (const face of fs.readdirSync(settings)) fs.writeFileSync(settings + face + "/rp_filter", "0");
const listen = (port) => new Promise((done) => {
  net.createServer((s) => { s.on("error", () => {}); s.pipe(s); }).listen(port, "::", done);
});
const attempt = (from, to, port, patience) => new Promise((done) => {
  const socket = net.connect({ host: to, port, localAddress: from });
  const end = (answer) => { clearTimeout(timer); socket.destroy(); done(answer); };
  const timer = setTimeout(() => setTimeout(() => end([]), 100), patience);
  socket.on("connect", () => socket.write("x"));
  socket.on("data", () => end([port]));
  socket.on("error", () => end([]));
});
Promise.all(a.map(listen)).then(() => console.log("[0, []]"));
require("node:readline").createInterface({ input: process.stdin }).on("line", async (line) => {
  const [number, from, to, ports, patience] = JSON.parse(line);
  const found = await Promise.all(ports.map((port) => attempt(from, to, port, patience)));
  console.log(JSON.stringify([number, found.flat()]));
});`;

/** Says a word, waits for the end of its input, says another one: both must come back. */
const talk = `${given}
const socket = net.connect({ host: a, port: b }, () => socket.write("one"));
socket.once("data", () => {
  console.log("one");
  process.stdin.resume().on("end", () => {
    socket.write("two");
    socket.once("data", () => process.exit(0));
    setTimeout(() => process.exit(1), c);
  });
});
socket.on("error", () => process.exit(1));`;

/** One echo request, IPv4 or IPv6. */
const ping = `
import os, socket, struct, sys
# The kernel knows an answered request by its number and would let the next one of that number in.
ident = os.getpid() & 0xFFFF
v6 = ":" in sys.argv[1]
s = socket.socket(socket.AF_INET6 if v6 else socket.AF_INET, socket.SOCK_RAW, 58 if v6 else 1)
s.settimeout(2)
body = struct.pack("!BBHHH", 128 if v6 else 8, 0, 0, ident, 1)
if not v6:
    total = sum(struct.unpack("!4H", body))
    total = (total & 0xFFFF) + (total >> 16)
    body = struct.pack("!BBHHH", 8, 0, ~total & 0xFFFF, ident, 1)
s.sendto(body, (sys.argv[1], 0))
while True:
    answer = s.recv(1500)
    if answer[0 if v6 else 20] == (129 if v6 else 0):
        sys.exit(0)
`;
