/** For the numbered invariants: the files of every layout, how a check is shown to hold and to fail, and a small reader of each kind of file. */
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Files } from '@ordiplan/planner';
import { filesFor, layoutOf, layouts, type Layout } from '../../../manifests/bundles.ts';
import { moduleOf, ofType, within, withLocals, type Module } from '../../../manifests/hcl.ts';

export interface Bundle {
  readonly layout: Layout;
  readonly files: Files;
}

/** Every layout's files: made once per test file. */
export const bundles: readonly Bundle[] = layouts.map((layout) => ({ layout, files: filesFor(layout) }));

/** What is wrong in a bundle, a line for each fault. A reader that cannot read a file throws: that is a fault as well. */
export type Check = (files: Files, layout: string) => readonly string[] | Promise<readonly string[]>;

/** A fault put into the files of one layout, which the check must find. */
export type Mutation = readonly [what: string, layout: string, change: (files: Files) => Files];

async function faultsOf(check: Check, files: Files, layout: string): Promise<readonly string[]> {
  try {
    return await check(files, layout);
  } catch (error) {
    return [`could not be read: ${(error as Error).message}`];
  }
}

/** The tests of an invariant: it holds in every layout, and each mutation breaks it. */
export function holds(check: Check, mutations: readonly Mutation[] = []): void {
  it('holds in every layout', async () => {
    const all = await Promise.all(
      bundles.map(async ({ layout, files }) => (await faultsOf(check, files, layout.name)).map((fault) => `${layout.name}: ${fault}`)),
    );
    expect(all.flat()).toEqual([]);
  });
  for (const [what, name, change] of mutations) {
    it(`is broken by ${what}`, async () => {
      const { files } = bundles.find(({ layout }) => layout === layoutOf(name))!;
      const changed = change(files);
      const before = await faultsOf(check, files, name);
      expect(changed).not.toEqual(files);
      expect((await faultsOf(check, changed, name)).filter((fault) => !before.includes(fault))).not.toEqual([]);
    });
  }
}

/** A mutation: in each file whose path matches, every match is replaced. */
export function edit(path: RegExp, from: string | RegExp, to: string): (files: Files) => Files {
  return (files) =>
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [
        name,
        path.test(name) ? (typeof from === 'string' ? text.replaceAll(from, to) : text.replace(from, to)) : text,
      ]),
    );
}

export function without(path: RegExp): (files: Files) => Files {
  return (files) => Object.fromEntries(Object.entries(files).filter(([name]) => !path.test(name)));
}

export function also(path: string, text: string): (files: Files) => Files {
  return (files) => ({ ...files, [path]: (files[path] ?? '') + text });
}

/** A line for each entry of which something is true. */
export function faultsIn<Of>(all: Iterable<Of>, isWrong: (one: Of) => boolean, say: (one: Of) => string): string[] {
  return [...all].filter(isWrong).map(say);
}

/** One line if two lists do not hold the same, in whatever order. */
export function differ(what: string, found: Iterable<string>, wanted: Iterable<string>): string[] {
  const [a, b] = [[...new Set(found)].toSorted().join(' '), [...new Set(wanted)].toSorted().join(' ')];
  return a === b ? [] : [`${what}: "${a}" and not "${b}"`];
}

// ---- servers and their files

export function hostsOf(files: Files): string[] {
  return [...new Set(Object.keys(files).flatMap((path) => /^servers\/([^/]+)\//.exec(path)?.[1] ?? []))];
}

/** The cell that a host belongs to: the beginning of its name, or nothing. */
export function cellOf(host: string): string {
  return /^cell-\d+-/.exec(host)?.[0] ?? '';
}

/** What has the same name stands together. */
export function grouped<Of>(all: readonly Of[], nameOf: (one: Of) => string): [name: string, some: Of[]][] {
  return [...new Set(all.map(nameOf))].map((name) => [name, all.filter((one) => nameOf(one) === name)]);
}

/** The hosts of each cell. */
export function cellsOf(files: Files): string[][] {
  return grouped(hostsOf(files), cellOf).map(([, hosts]) => hosts);
}

export function roleOf(host: string): string {
  return host.slice(cellOf(host).length).replace(/-\d+$/, '');
}

export function has(files: Files, host: string, path: string): boolean {
  return `servers/${host}${path}` in files;
}

export function textOf(files: Files, path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`${path} is missing`);
  return text;
}

export function on(files: Files, host: string, path: string): string {
  return textOf(files, `servers/${host}${path}`);
}

/** The paths on a host with their texts. */
export function treeOf(files: Files, host: string): (readonly [path: string, text: string])[] {
  const start = `servers/${host}`;
  return Object.entries(files).flatMap(([path, text]) => (path.startsWith(`${start}/`) ? [[path.slice(start.length), text] as const] : []));
}

/** The hosts that have a file. */
export function withFile(files: Files, path: string): string[] {
  return hostsOf(files).filter((host) => has(files, host, path));
}

/** Without lines that are a comment. */
export function bare(text: string): string {
  return text.replace(/^\s*(#(?!!|clear)|\/\/|<!--).*\n/gm, '');
}

/** Everything that a pattern with one group finds. */
export function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1]!);
}

export function only(text: string, pattern: RegExp): string {
  const all = new Set(found(text, pattern));
  if (all.size !== 1) throw new Error(`${String(pattern)} is found as ${JSON.stringify([...all])}`);
  return [...all][0]!;
}

// ---- OpenTofu

const modules = new WeakMap<Files, Promise<Module>>();

export function moduleIn(files: Files): Promise<Module> {
  const known = modules.get(files) ?? moduleOf(Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith('infra/'))));
  modules.set(files, known);
  return known;
}

export interface Server {
  readonly name: string;
  readonly resource: string;
  readonly type: string;
  readonly image: string;
  readonly location: string;
  readonly ip: string;
  readonly subnet: string;
  readonly firewalls: string;
  readonly group: string;
}

export function serversOf(module: Module): Server[] {
  return ofType(module, 'hcloud_server').map(({ name, body }) => {
    const value = (...path: string[]) => String(within(body, ...path) ?? '');
    return {
      name: value('name'),
      resource: name,
      type: value('server_type'),
      image: value('image'),
      location: value('location'),
      ip: value('network', 'ip'),
      subnet: value('network', 'subnet_id'),
      firewalls: value('firewall_ids'),
      group: value('placement_group_id'),
    };
  });
}

/** The private address of each host. */
export async function addressesOf(files: Files): Promise<ReadonlyMap<string, string>> {
  return new Map(serversOf(await moduleIn(files)).map(({ name, ip }) => [name, ip]));
}

export interface Opening {
  readonly protocol: string;
  readonly port: string;
  readonly from: readonly string[];
}

/** What the vendor's firewall lets in to a server. */
export function openingsOf(module: Module, { firewalls }: Server): Opening[] {
  return ofType(module, 'hcloud_firewall')
    .filter(({ name }) => firewalls.includes(`hcloud_firewall.${name}.id`))
    .flatMap(({ body }) => body['rule'] as readonly [])
    .map((rule) => ({
      protocol: String(within(rule, 'protocol')),
      port: String(within(rule, 'port') ?? ''),
      from: withLocals(within(rule, 'source_ips'), module) as readonly string[],
    }));
}

// ---- nginx

export interface Directive {
  readonly words: readonly string[];
  readonly block: readonly Directive[];
}

export function nginxOf(text: string): Directive[] {
  const signs = bare(text).match(/"[^"]*"|'[^']*'|[{};]|[^\s{};]+/g) ?? [];
  const read = (): Directive[] => {
    const all: Directive[] = [];
    let words: string[] = [];
    for (let sign = signs.shift(); sign !== undefined && sign !== '}'; sign = signs.shift()) {
      if (sign !== ';' && sign !== '{') {
        words.push(sign);
        continue;
      }
      all.push({ words, block: sign === '{' ? read() : [] });
      words = [];
    }
    return all;
  };
  return read();
}

/** Every directive of a name, at whatever depth, without its name. */
export function directives(all: readonly Directive[], name: string): (readonly string[])[] {
  return all.flatMap(({ words, block }) => [...(words[0] === name ? [words.slice(1)] : []), ...directives(block, name)]);
}

/** Blocks of a name, at whatever depth. */
export function blocks(all: readonly Directive[], name: string): Directive[] {
  return all.flatMap((one) => [...(one.words[0] === name ? [one] : []), ...blocks(one.block, name)]);
}

// ---- nftables

export interface Rule {
  readonly chain: string;
  /** Addresses, or one "@set"; nobody in particular if it is empty. */
  readonly from: readonly string[];
  readonly port: string;
}

/** The rules that accept a port, and what each set holds. */
export function nftOf(text: string): { rules: Rule[]; sets: Readonly<Record<string, readonly string[]>>; lines: readonly string[] } {
  const rules: Rule[] = [];
  const sets: Record<string, readonly string[]> = {};
  let inside = '';
  const lines = bare(text)
    .split('\n')
    .map((line) => line.trim());
  for (const line of lines) {
    inside = /^(?:chain|set) (\w+) \{/.exec(line)?.[1] ?? inside;
    const elements = /^elements = \{ (.*) \}/.exec(line)?.[1];
    if (elements !== undefined) sets[inside] = elements.split(', ');
    const accepted = /^(?:ip6? saddr (?:\{ (?<list>[^}]*) \}|(?<set>\S+)) )?(?:tcp|udp) dport (?<port>\S+|\{.*\}) accept/.exec(
      line,
    )?.groups;
    if (accepted)
      rules.push({
        chain: inside,
        from: accepted['list']?.split(', ') ?? (accepted['set'] ? [accepted['set']] : []),
        port: accepted['port']!,
      });
  }
  return { rules, sets, lines };
}

// ---- the database and the software

export interface Member {
  readonly host: string;
  readonly priority: number;
  readonly votes: number;
  readonly arbiterOnly?: boolean;
}
export interface ReplicaSet {
  readonly setName: string;
  readonly members: readonly Member[];
  readonly users: Readonly<Record<string, { readonly roles: readonly { readonly role: string; readonly db: string }[] }>>;
  readonly defaultWriteConcern: { readonly w: string | number };
}

const cellScript = '/opt/ordination/database/cell.js';

/** What the scripts of the database know of their set: run with an empty database. */
export function replicaSetOn(files: Files, host: string): ReplicaSet {
  const found = 'JSON.stringify({ setName, members, users, defaultWriteConcern })';
  const text: unknown = runInNewContext(`${on(files, host, cellScript)};${found}`, {
    db: { getSiblingDB: () => ({}) },
    process: { env: {} },
  });
  return JSON.parse(String(text)) as ReplicaSet;
}

/** The replica sets, each with the hosts of its cell. */
export function setsOf(files: Files): { hosts: string[]; set: ReplicaSet }[] {
  return cellsOf(files).flatMap((hosts) => {
    const told = hosts.filter((host) => has(files, host, cellScript)).map((host) => replicaSetOn(files, host));
    if (new Set(told.map((set) => JSON.stringify(set))).size > 1)
      throw new Error(`the servers of ${hosts.join(', ')} know different replica sets`);
    return told.slice(0, 1).map((set) => ({ hosts, set }));
  });
}

export interface Mongod {
  readonly net: { readonly port: number; readonly bindIp: string; readonly tls?: Readonly<Record<string, unknown>> };
  readonly security: Readonly<Record<string, unknown>>;
  readonly replication: { readonly replSetName: string };
  readonly storage: Readonly<Record<string, unknown>> & {
    readonly wiredTiger: { readonly engineConfig: { readonly cacheSizeGB: number } };
  };
}

export function mongodOn(files: Files, host: string): Mongod {
  return parse(on(files, host, '/etc/mongod.conf')) as Mongod;
}

export const mongodHosts = (files: Files) => withFile(files, '/etc/mongod.conf');
export const appHosts = (files: Files) => withFile(files, '/opt/ordination/ecosystem.config.cjs');

/** How the software is told to reach its own database, from the script that makes the secret. */
export function connectionsOf(files: Files): { user: string; members: string[]; database: string; options: URLSearchParams }[] {
  const lines = bare(textOf(files, 'bin/make-secrets')).matchAll(/printf 'MONGODB_URI=.*' mongodb (\S+) ".*" '([^/']+)\/(\w+)\?([^']*)'/g);
  return [...lines].map(([, user, members, database, options]) => ({
    user: user!,
    members: members!.split(','),
    database: database!,
    options: new URLSearchParams(options),
  }));
}

export interface App {
  readonly name: string;
  readonly cwd: string;
  readonly instances: number;
  readonly wait_ready: boolean;
  readonly listen_timeout: number;
  readonly kill_timeout: number;
  readonly node_args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly max_memory_restart: string;
  readonly out_file: string;
  readonly error_file: string;
}

export function appsOn(files: Files, host: string): readonly App[] {
  const module: { exports: { apps?: readonly App[] } } = { exports: {} };
  const fake = { readlinkSync: () => '/releases/1', basename: () => '1' };
  runInNewContext(on(files, host, '/opt/ordination/ecosystem.config.cjs'), { module, require: () => fake });
  return JSON.parse(JSON.stringify(module.exports.apps ?? [])) as readonly App[];
}

// ---- documents

/** A line of the table of the secrets. */
export interface Listed {
  readonly isSecret: boolean;
  readonly name: string;
  readonly purpose: string;
  readonly path: string;
  readonly hosts: readonly string[];
  readonly place: string;
  readonly rights: string;
  readonly made: string;
  readonly rotation: string;
}

export function listedIn(files: Files, language: 'de' | 'en' = 'en'): Listed[] {
  const [, secrets = '', values = ''] = textOf(files, `docs/${language}/secrets.md`).split(/^## /m);
  return [secrets, values].flatMap((section) =>
    [...section.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, name, rest]): Listed => {
      const [purpose = '', place = '', rights = '', made = '', rotation = ''] = rest!.split(' | ').map((cell) => cell.trim());
      const [, path = '', hosts = ''] = /^`([^`]+)` \((.*)\)$/.exec(place) ?? [];
      return {
        isSecret: section === secrets,
        name: name!,
        purpose,
        path,
        hosts: hosts === '' ? [] : hosts.split(', '),
        place,
        rights,
        made,
        rotation,
      };
    }),
  );
}
