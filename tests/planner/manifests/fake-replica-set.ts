/** A replica set as the scripts for mongosh see it: it keeps state, refuses what MongoDB refuses, and writes down every change. */
import { createContext, runInContext } from 'node:vm';

export interface FakeMember {
  _id: number;
  host: string;
  priority: number;
  votes: number;
  arbiterOnly?: boolean;
}
export interface FakeRole {
  role: string;
  db: string;
}

export interface FakeSet {
  /** The member that the shell is connected to. */
  me: string;
  primary: string | undefined;
  members: FakeMember[];
  users: Map<string, { pwd: string; roles: FakeRole[] }>;
  /** Roles beside those of MongoDB's own. */
  roles: Set<string>;
  concern: { w: number | string; j?: boolean } | undefined;
  /** Members that do not answer. */
  lost: Set<string>;
  /** Changes in their order, one line each. */
  changes: string[];
  /** What the script told. */
  told: string[];
}

export function fakeSet(me: string, begun: Partial<FakeSet> = {}): FakeSet {
  return {
    me,
    primary: undefined,
    members: [],
    users: new Map(),
    roles: new Set(),
    concern: undefined,
    lost: new Set(),
    changes: [],
    told: [],
    ...begun,
  };
}

/** Runs scripts one after the other in one shell, as "mongosh --file A --file B" does. */
export function runIn(set: FakeSet, env: Readonly<Record<string, string>>, ...scripts: readonly string[]): void {
  const print = (text: string) => set.told.push(text);
  const shell = createContext({ ...shellOf(set), sleep: () => undefined, print, process: { env } });
  for (const script of scripts) runInContext(script, shell);
}

/** What the shell has for scripts: `db` and `rs`. */
export function shellOf(set: FakeSet) {
  let signedIn = false;
  const mustBeSignedIn = (what: string) => {
    if (!signedIn) throw new Error(`${what} requires authentication`);
  };
  const mustLead = () => {
    if (set.primary !== set.me) throw new Error('not primary');
  };
  const admin = {
    auth(user: string, password: string) {
      if (set.users.get(user)?.pwd !== password) throw new Error('Authentication failed.');
      signedIn = true;
    },
    getUser(user: string) {
      mustBeSignedIn('usersInfo');
      const found = set.users.get(user);
      return found ? { user, roles: found.roles.map((role) => ({ ...role })) } : null;
    },
    createUser({ user, pwd, roles }: { user: string; pwd: string; roles: FakeRole[] }) {
      // The exception for a connection from the server itself ends with the first user.
      if (set.users.size > 0) mustBeSignedIn('createUser');
      mustLead();
      const unknown = roles.find(({ role }) => role.startsWith('ordination-') && !set.roles.has(role));
      if (unknown) throw new Error(`No role named ${unknown.role}@admin`);
      if (set.users.has(user)) throw new Error(`User "${user}@admin" already exists`);
      set.users.set(user, { pwd, roles: roles.map((role) => ({ ...role })) });
      set.changes.push(`user ${user}: ${roles.map(({ role, db }) => `${role}@${db}`).join(' ')}`);
    },
    getRole(role: string) {
      mustBeSignedIn('rolesInfo');
      return set.roles.has(role) ? { role } : null;
    },
    createRole({ role, privileges }: { role: string; privileges: readonly object[] }) {
      mustBeSignedIn('createRole');
      mustLead();
      set.roles.add(role);
      set.changes.push(`role ${role}: ${JSON.stringify(privileges)}`);
    },
    updateUser(user: string, { pwd }: { pwd: string }) {
      mustBeSignedIn('updateUser');
      set.users.get(user)!.pwd = pwd;
    },
    grantRolesToUser(user: string, roles: FakeRole[]) {
      mustBeSignedIn('grantRolesToUser');
      const has = set.users.get(user)!.roles;
      for (const { role, db } of roles) {
        if (has.some((one) => one.role === role && one.db === db)) continue;
        has.push({ role, db });
        set.changes.push(`grant ${user}: ${role}@${db}`);
      }
    },
    runCommand(command: Record<string, unknown>) {
      mustBeSignedIn(Object.keys(command)[0]!);
      if ('setDefaultRWConcern' in command) {
        const concern = command['defaultWriteConcern'] as FakeSet['concern'];
        if (JSON.stringify(concern) !== JSON.stringify(set.concern)) set.changes.push(`concern ${JSON.stringify(concern)}`);
        set.concern = concern;
        return { ok: 1 };
      }
      if ('getDefaultRWConcern' in command) return { defaultWriteConcern: set.concern };
      throw new Error(`no such command: ${JSON.stringify(command)}`);
    },
  };
  const isLost = (host: string) => set.lost.has(host);
  const rs = {
    initiate(configuration: { _id: string; members: FakeMember[] }) {
      if (set.members.length > 0) throw new Error('already initialized');
      set.members = plain(configuration.members);
      set.primary = set.me;
      set.changes.push(`initiate ${configuration._id}: ${lineOf(set.members)}`);
    },
    conf() {
      mustBeSignedIn('replSetGetConfig');
      // MongoDB fills in what a configuration leaves out.
      return { _id: 'ordination', members: plain(set.members).map((one) => ({ ...one, arbiterOnly: one.arbiterOnly ?? false })) };
    },
    reconfig(configuration: { members: FakeMember[] }, { force = false } = {}) {
      mustBeSignedIn('replSetReconfig');
      if (!force) mustLead();
      const next = plain(configuration.members);
      const votesOf = (members: FakeMember[], host: string) => members.find((one) => one.host === host)?.votes ?? 0;
      const hosts = [...new Set([...set.members, ...next].map(({ host }) => host))];
      const changed = hosts.filter((host) => votesOf(set.members, host) !== votesOf(next, host));
      if (!force && changed.length > 1) throw new Error('only one voting member may change at a time');
      if (new Set(next.map(({ _id }) => _id)).size < next.length) throw new Error('two members with one _id');
      for (const { host, votes, priority, arbiterOnly } of next) {
        if (votes === 0 && priority > 0) throw new Error('priority must be 0 when non-voting');
        if (arbiterOnly && votes === 0) throw new Error('Arbiter must vote (cannot have 0 votes)');
        if (arbiterOnly && set.concern === undefined) throw new Error(`${host} would change the implicit default write concern`);
      }
      set.members = next;
      if (force) set.primary = set.me;
      set.changes.push(`${force ? 'force' : 'reconfig'} ${lineOf(next)}`);
    },
    reconfigForPSASet(place: number, configuration: { members: FakeMember[] }) {
      set.changes.push(`in two steps: ${configuration.members[place]!.host}`);
      rs.reconfig(configuration);
    },
    status() {
      mustBeSignedIn('replSetGetStatus');
      return {
        members: set.members.map(({ host, arbiterOnly }) => ({
          name: host,
          health: isLost(host) ? 0 : 1,
          stateStr: isLost(host) ? '(not reachable/healthy)' : host === set.primary ? 'PRIMARY' : arbiterOnly ? 'ARBITER' : 'SECONDARY',
        })),
      };
    },
  };
  const db = {
    getSiblingDB: () => admin,
    hello: () =>
      set.members.length === 0
        ? { isreplicaset: true, isWritablePrimary: false }
        : { setName: 'ordination', me: set.me, primary: set.primary, isWritablePrimary: set.primary === set.me },
  };
  return { db, rs, admin };
}

/** As a message carries it: nothing is shared with the script. */
function plain(members: FakeMember[]): FakeMember[] {
  return JSON.parse(JSON.stringify(members)) as FakeMember[];
}

function lineOf(members: FakeMember[]): string {
  return members
    .map(({ host, priority, votes, arbiterOnly }) => `${host.split(':')[0]}/${priority}/${votes}${arbiterOnly ? '/arbiter' : ''}`)
    .join(' ');
}
