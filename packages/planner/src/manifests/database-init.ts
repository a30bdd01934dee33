/** What makes a replica set of the members and keeps it one: its users, and the scripts that people run when a member is lost. */
import { connectionHosts, usesTls, writeConcern } from './connection.ts';
import { grantScript, initScript, memberBackScript, memberOutScript, takeOverScript } from './database-scripts.ts';
import { headed, onHost, type Files } from './files.ts';
import { databaseName, databaseUsers, paths, ports, replicaSet, scriptPath } from './names.ts';
import { secretFiles, secretsOf } from './secrets.ts';
import type { Cell, Member, Site } from './site.ts';

export interface DatabaseRole {
  readonly role: string;
  readonly db: string;
}

/** What "mongorestore --oplogReplay" asks for, which no role of MongoDB's own grants: changes of every kind, anywhere. */
export const replayRole = 'ordination-replay';

/** The users that a cell needs and no others, each with the roles for its one duty. */
export function databaseRoles(cell: Cell, site: Site): Readonly<Record<string, readonly DatabaseRole[]>> {
  const files = secretsOf(cell, site).map(({ file }) => file);
  const one = (role: string, db = 'admin') => [{ role, db }];
  return {
    [databaseUsers.admin]: [...one('userAdminAnyDatabase'), ...one('clusterAdmin')],
    [databaseUsers.app]: one('readWrite', databaseName),
    ...(files.includes(secretFiles.databaseBackup) && { [databaseUsers.backup]: one('backup') }),
    ...(files.includes(secretFiles.databaseRestore) && { [databaseUsers.restore]: [...one('restore'), ...one(replayRole)] }),
    [databaseUsers.monitoring]: one('clusterMonitor'),
  };
}

/** The first member makes the set; any member with data can be the one on which people repair it. */
export function databaseInit(cell: Cell, site: Site): Files {
  const [first] = cell.members;
  if (first === undefined) return {};
  const names = Object.keys(databaseRoles(cell, site));
  const files = cell.members
    .filter(({ isArbiter }) => !isArbiter)
    .flatMap(({ host }) => [
      [onHost(host, scriptPath('database')), headed('#', runner(cell), site)],
      ...Object.entries({
        'cell.js': cellFacts(cell, site),
        'init.js': initScript,
        'member-out.js': memberOutScript,
        'member-back.js': memberBackScript,
        'take-over.js': takeOverScript,
        'grant.js': grantScript,
      }).map(([name, text]) => [onHost(host, `${paths.databaseScripts as `/${string}`}/${name}`), headed('//', text, site)]),
    ]);
  return Object.fromEntries([
    ...files,
    [onHost(first.host, scriptPath('databaseInit')), headed('#', initRunner(names, cell), site)],
  ]) as Files;
}

/** The variable in which a script gets the password of a user. */
function passwordVariable(user: string): string {
  return `PASSWORD_${user.toUpperCase().replaceAll('-', '_')}`;
}

/** What the scripts know of their cell, and how they sign in. It is read before each of them. */
function cellFacts(cell: Cell, site: Site): string {
  const users = Object.entries(databaseRoles(cell, site)).map(
    ([user, roles]) => `  '${user}': {
    password: '${passwordVariable(user)}',
    roles: [${roles.map(({ role, db }) => `{ role: '${role}', db: '${db}' }`).join(', ')}],
  },`,
  );
  return `\
// What the scripts beside this one know of their replica set. A password stands in a variable that "ordination-database" asks for.
const setName = '${replicaSet}';
const members = [
${cell.members.map(memberLine).join('\n')}
];
${concern(cell)}
const databaseOfSoftware = '${databaseName}';
const replayRole = '${replayRole}';
const userOfSoftware = '${databaseUsers.app}';
const users = {
${users.join('\n')}
};
const admin = db.getSiblingDB('admin');

function passwordOf(user) {
  const password = process.env[users[user].password];
  if (!password) throw new Error(users[user].password + ' is empty: the password of "' + user + '" is missing. Start this with ordination-database.');
  return password;
}

function signIn() {
  admin.auth('${databaseUsers.admin}', passwordOf('${databaseUsers.admin}'));
}

// The member that the variable MEMBER names, as the replica set knows it.
function namedMember() {
  const host = process.env.MEMBER + ':${ports.database}';
  const member = members.find((one) => one.host === host);
  if (!member) throw new Error('"' + process.env.MEMBER + '" is no member. Name one: ' + members.map((one) => one.host.split(':')[0]).join(', ') + '.');
  return member;
}
`;
}

function memberLine({ host, isArbiter, priority }: Member, index: number): string {
  return `  { _id: ${index}, host: '${host.name}:${ports.database}', priority: ${priority}, votes: 1${isArbiter ? ', arbiterOnly: true' : ''} },`;
}

/** Stated, since the default changes when an arbiter joins, and the set then refuses to take it in. */
function concern(cell: Cell): string {
  return writeConcern(cell) === 1
    ? `\
// With an arbiter, "majority" would mean both members with data: the loss of either would stop all work until someone
// comes. So one is enough, written to its disk: work goes on, and a server that is lost may take its last seconds along.
const defaultWriteConcern = { w: 1, j: true };`
    : `\
// A change counts once most members have it: no election can lose it.
const defaultWriteConcern = { w: 'majority' };`;
}

/** Reads a password without showing it; from a pipe, one line each. */
const ask = `\
ask() {
  local user="$1" variable="$2" password
  if [ -t 0 ]; then printf 'Password of "%s" (it is not shown): ' "$user" >&2; fi
  IFS= read -rs password || true
  if [ -t 0 ]; then echo >&2; fi
  if [ -z "$password" ]; then
    echo "The password of \\"$user\\" is empty. Take it from the vault and start again." >&2
    exit 1
  fi
  # Handed on in a variable: what stands in a command line can be read by every user of this server.
  export "$variable=$password"
}
`;

function tlsOptions(cell: Cell): string {
  return usesTls(cell) ? `--tls --tlsCAFile ${secretFiles.databaseAuthority} ` : '';
}

/** Over the loopback: only there may the first user be made. */
function hereOf(cell: Cell): string {
  return `mongosh --quiet ${tlsOptions(cell)}--host localhost --port ${ports.database}`;
}

function initRunner(names: readonly string[], cell: Cell): string {
  return `\
#!/usr/bin/env bash
# Makes the replica set, its users and its default concerns. Run once, on this server, when mongod runs on every member;
# run again to give the users new passwords or to take in a member that is missing: what is done is not done twice.
# Asks for one password after the other, in this order: ${names.join(', ')}.
set -euo pipefail

${ask}
${names.map((user) => `ask '${user}' ${passwordVariable(user)}`).join('\n')}
exec ${hereOf(cell)} --file ${paths.databaseScripts}/cell.js --file ${paths.databaseScripts}/init.js
`;
}

function runner(cell: Cell): string {
  const everyone = `mongosh --quiet ${tlsOptions(cell)}'mongodb://${connectionHosts(cell).join(',')}/admin?replicaSet=${replicaSet}'`;
  return `\
#!/usr/bin/env bash
# Runs one of the scripts in ${paths.databaseScripts} as the admin of the database:
#   ordination-database member-out.js MEMBER=...    a member is lost for longer: the set goes on without its vote
#   ordination-database member-back.js MEMBER=...   it is back and has caught up
#   ordination-database take-over.js CONFIRM=...    most members are lost: this server goes on alone
#   ordination-database grant.js DATABASE=...       the software gets a database for one practice
set -euo pipefail

${ask}
script="\${1:-}"
if [[ ! "$script" =~ ^(member-out|member-back|take-over|grant)\\.js$ ]]; then
  echo "Name a script: member-out.js, member-back.js, take-over.js or grant.js." >&2
  exit 2
fi
shift
for setting in "$@"; do
  if [[ ! "$setting" =~ ^(MEMBER|DATABASE|CONFIRM)=[A-Za-z0-9_\\ -]+$ ]]; then
    echo "\\"$setting\\" is not MEMBER=, DATABASE= or CONFIRM= with a name behind it." >&2
    exit 2
  fi
  export "\${setting?}"
done
ask '${databaseUsers.admin}' ${passwordVariable(databaseUsers.admin)}
if [ "$script" = take-over.js ]; then
  exec ${hereOf(cell)} --file ${paths.databaseScripts}/cell.js --file "${paths.databaseScripts}/$script"
fi
exec ${everyone} --file ${paths.databaseScripts}/cell.js --file "${paths.databaseScripts}/$script"
`;
}
