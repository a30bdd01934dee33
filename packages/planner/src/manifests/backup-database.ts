/** Reading the database for the backup: from which member, with which rights, and the record that a restore is compared with. */
import { recordProgram, exits, type Taker } from './backup-taker.ts';
import { usesTls } from './connection.ts';
import { databaseUsers, ports } from './names.ts';
import { secretFiles } from './secrets.ts';

/** Members with data; the server itself first, then those that serve no requests. */
function sources({ host, cell }: Taker): string[] {
  if (!usesTls(cell)) return [`127.0.0.1:${ports.database}`];
  const members = cell.members.filter(({ isArbiter }) => !isArbiter).sort((a, b) => a.priority - b.priority);
  const own = members.filter((member) => member.host === host);
  return [...own, ...members.filter((member) => member.host !== host)].map((member) => `${member.host.name}:${ports.database}`);
}

export function databaseFunctions(taker: Taker): string {
  const hasTls = usesTls(taker.cell);
  const authority = secretFiles.databaseAuthority;
  return `# shellcheck shell=bash
# Variables come from and go to the scripts that read this file.
# shellcheck disable=SC2034,SC2154
# How the scripts about the backup read and fill the database. They read this file; it is not run by itself.

# The members that hold data, in the order in which they are asked.
members=(${sources(taker).join(' ')})
shell_tls=(${hasTls ? `--tls --tlsCAFile=${authority}` : ''})
tool_tls=(${hasTls ? `--ssl --sslCAFile=${authority}` : ''})

# ask MEMBER EXPRESSION: the answer of that member and no other.
ask() {
  mongosh --quiet --norc "\${shell_tls[@]}" "mongodb://$1/?directConnection=true&serverSelectionTimeoutMS=5000" --eval "$2" 2> /dev/null
}

# find_member EXPRESSION: the first member for which it is true.
find_member() {
  local member
  for member in "\${members[@]}"; do
    if [[ $(ask "$member" "$1") == true ]]; then
      echo "$member"
      return
    fi
  done
}

# A secondary is read where there is one: requests wait for nobody then. Always one member alone: with several, the end of
# the log could be older than what was read of another one.
choose_source() {
  source=$(find_member 'db.hello().secondary')
  if [[ -z $source ]]; then source=$(find_member 'db.hello().isWritablePrimary'); fi
  if [[ -z $source ]]; then
    fail ${exits.dump} "No member of the replica set can be read (asked: \${members[*]}). Start the database, or wait for its election, then try again."
  fi
}

# prepare_dump: the command, with the changes made meanwhile, so that the dump is one moment. Not compressed: the repository
# does that, and finds what did not change only in what is not compressed. The password is in no list of processes.
prepare_dump() {
  choose_source
  password_file backup ${secretFiles.databaseBackup}
  dump=(mongodump --config="$work/backup.yaml" --host="$source" --username=${databaseUsers.backup} --authenticationDatabase=admin "\${tool_tls[@]}" --oplog --archive)
}

password_file() { printf 'password: "%s"\\n' "$(< "$2")" > "$work/$1.yaml"; }

# record_of WHEN: a line for each collection with its number of documents, a sum of their contents, and its indexes.
record_of() {
  ORDINATION_USER=${databaseUsers.backup} ORDINATION_PASSWORD_FILE=${secretFiles.databaseBackup} \\
    mongosh --quiet --norc "\${shell_tls[@]}" "mongodb://$source/?directConnection=true" ${recordProgram} | sed "s/^/$1\\t/"
}

# find_faults RECORD RESTORED: a line for each difference. Of a collection that did not change during the dump everything
# must be the same; of the others the indexes, and a number of documents that is not below the smaller one by more than 1 %.
find_faults() {
  awk -F '\\t' '
    FNR == NR { if ($1 != "run") { key = $2 "." $3; seen[key] = seen[key] $1; n[$1, key] = $4; sum[$1, key] = $5; index_of[$1, key] = $6 }; next }
    { key = $2 "." $3; found[key] = 1; count[key] = $4; total[key] = $5; indexes[key] = $6 }
    END {
      for (key in seen) {
        if (seen[key] != "beforeafter") continue
        compared += 1
        if (!(key in found)) { print key " is missing"; continue }
        least = n["before", key] < n["after", key] ? n["before", key] : n["after", key]
        if (index_of["before", key] == index_of["after", key] && indexes[key] != index_of["after", key])
          print key " has the indexes " indexes[key] " instead of " index_of["after", key]
        if (n["before", key] == n["after", key] && sum["before", key] == sum["after", key]) {
          if (count[key] != least) print key " has " count[key] " documents instead of " least
          else if (total[key] != sum["after", key]) print key " has other contents than when it was stored"
        } else if (count[key] < 0.99 * least) print key " has " count[key] " documents; at least " least " are expected"
      }
      if (compared == 0) print "the record names no collection: there is nothing to compare with"
    }' "$1" "$2"
}
`;
}

/** A program for mongosh. It needs no more rights than reading: the command dbHash would need more, and stop all writes. */
export const recordScript = `\
// Prints a line for each collection of the practices: database, name, number of documents, sum of their hashes, indexes.
const passwordFile = process.env.ORDINATION_PASSWORD_FILE;
const admin = db.getSiblingDB('admin');
if (passwordFile) admin.auth(process.env.ORDINATION_USER, require('fs').readFileSync(passwordFile, 'utf8').trim());
db.getMongo().setReadPref('secondaryPreferred');

// The sum does not depend on the order. The remainder keeps it below what a 64-bit number holds.
const remainder = { $mod: [{ $toHashedIndexKey: '$$ROOT' }, 1000000007] };
for (const { name } of admin.adminCommand({ listDatabases: 1, nameOnly: true }).databases) {
  if (['admin', 'config', 'local'].includes(name)) continue;
  const one = db.getSiblingDB(name);
  for (const { name: collection, type } of one.getCollectionInfos()) {
    if (type !== 'collection' || collection.startsWith('system.')) continue;
    const sums = one.getCollection(collection).aggregate([{ $group: { _id: null, n: { $sum: 1 }, sum: { $sum: remainder } } }]);
    const { n, sum } = sums.toArray()[0] ?? { n: 0, sum: 0 };
    const indexes = one.getCollection(collection).getIndexes().map((index) => index.name);
    print([name, collection, n, sum, indexes.sort().join(',')].join('\\t'));
  }
}
`;
