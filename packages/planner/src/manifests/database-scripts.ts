/** The programs of the mongosh on the members, the same in every plan. What differs stands in the `cell.js` that is read before them. */
import { databaseUsers, paths } from './names.ts';

/**
 * A set of one first, which is its own primary at once, so that users and concerns stand before another member votes:
 * an arbiter is only taken in once the default concern is stated.
 */
export const initScript = `\
// Makes the replica set. Every step looks first whether it is done.
function waitForPrimary() {
  for (let second = 0; second < 120; second += 1) {
    if (db.hello().isWritablePrimary) return;
    sleep(1000);
  }
  throw new Error('This member is not the primary; that is ' + (db.hello().primary || 'no member yet') + '. Hand over to this one (rs.stepDown there) or look into ${paths.databaseLogs}/mongod.log, then run this again.');
}

function waitForMember(host) {
  for (let second = 0; second < 3600; second += 1) {
    const member = rs.status().members.find((one) => one.name === host);
    if (member && ['SECONDARY', 'ARBITER'].includes(member.stateStr)) return;
    sleep(1000);
  }
  throw new Error(host + ' has not joined within an hour. Look into its ${paths.databaseLogs}/mongod.log, then run this again: it goes on where it stopped.');
}

function isSignedIn() {
  try {
    signIn();
    return true;
  } catch {
    return false;
  }
}

function makeSet() {
  if (db.hello().setName === undefined) {
    print('Making the replica set "' + setName + '" of ' + members[0].host + '.');
    rs.initiate({ _id: setName, members: [members[0]] });
  }
  waitForPrimary();
}

function makeAdmin() {
  if (isSignedIn()) return;
  // While there is no user at all, a connection from this server itself may make the first one.
  const user = '${databaseUsers.admin}';
  try {
    admin.createUser({ user, pwd: passwordOf(user), roles: users[user].roles });
  } catch (error) {
    throw new Error('"' + user + '" neither signed in nor could be made (' + error.message + '). If it was made before, take its password from the vault.');
  }
  signIn();
}

function stateConcerns() {
  admin.runCommand({ setDefaultRWConcern: 1, defaultWriteConcern, defaultReadConcern: { level: 'local' } });
}

// A dump is only whole with the changes made during it, and replaying them asks for more than the role "restore" grants.
// Whoever can read that password is root on a server of the database or of its backup, and has the data anyway.
function makeRole() {
  if (!Object.values(users).some(({ roles }) => roles.some((one) => one.role === replayRole)) || admin.getRole(replayRole) !== null) return;
  print('Making the role "' + replayRole + '".');
  admin.createRole({ role: replayRole, privileges: [{ resource: { anyResource: true }, actions: ['anyAction'] }], roles: [] });
}

function makeUsers() {
  for (const user of Object.keys(users)) {
    const { roles } = users[user];
    const pwd = passwordOf(user);
    if (admin.getUser(user) === null) {
      print('Making the user "' + user + '".');
      admin.createUser({ user, pwd, roles });
    } else {
      admin.updateUser(user, { pwd });
      admin.grantRolesToUser(user, roles);
    }
  }
}

function takeInMembers() {
  for (const member of members) {
    const configuration = rs.conf();
    if (configuration.members.some((one) => one.host === member.host)) continue;
    print('Taking in ' + member.host + '.');
    // A number that was given once may still be in use.
    const numbers = configuration.members.map((one) => one._id);
    const _id = numbers.includes(member._id) ? Math.max(...numbers) + 1 : member._id;
    configuration.members.push({ ...member, _id });
    rs.reconfig(configuration);
    waitForMember(member.host);
  }
}

function check() {
  const faults = [];
  const found = rs.conf().members;
  for (const { host, priority, votes, arbiterOnly } of members) {
    const one = found.find((member) => member.host === host);
    if (one.priority !== priority || one.votes !== votes || one.arbiterOnly !== Boolean(arbiterOnly)) {
      faults.push(host + ' votes or may lead otherwise than planned: after a loss, run member-back.js');
    }
  }
  if (found.length !== members.length) faults.push('there are ' + found.length + ' members and not ' + members.length);
  for (const user of Object.keys(users)) {
    const wanted = users[user].roles.map((one) => one.role + ' on ' + one.db);
    for (const { role, db: database } of admin.getUser(user).roles) {
      const isOfPractice = user === userOfSoftware && role === 'readWrite' && database.startsWith(databaseOfSoftware + '_');
      if (!wanted.includes(role + ' on ' + database) && !isOfPractice) faults.push('"' + user + '" has the role ' + role + ' on ' + database + ', which it needs not');
    }
  }
  const { w } = admin.runCommand({ getDefaultRWConcern: 1 }).defaultWriteConcern;
  if (w !== defaultWriteConcern.w) faults.push('the default write concern is ' + w);
  if (faults.length > 0) throw new Error('The replica set is not as planned: ' + faults.join('; ') + '.');
  print('The replica set "' + setName + '" stands: ' + members.length + ' members, ' + Object.keys(users).length + ' users.');
}

makeSet();
makeAdmin();
stateConcerns();
makeRole();
makeUsers();
takeInMembers();
check();
`;

/** Documented as the remedy for a set of two and an arbiter; in a set of three it shortens the wait of nobody, but does no harm. */
export const memberOutScript = `\
// A member is lost for longer: it keeps its place without a vote. With an arbiter this must be done soon, or the primary
// waits for the lost member with everything that asks for a majority, and keeps what it cannot confirm in memory.
signIn();
const lost = namedMember();
if (lost.arbiterOnly) throw new Error('An arbiter without a vote is none. Set its server up anew under the same name; nothing else is to be done.');
const { health } = rs.status().members.find((one) => one.name === lost.host);
if (health === 1) throw new Error(lost.host + ' answers. Only a lost member is taken out: stop its mongod first, if that is meant.');
const without = rs.conf();
Object.assign(without.members.find((one) => one.host === lost.host), { votes: 0, priority: 0 });
rs.reconfig(without);
print(lost.host + ' has no vote any more. When it runs again: ordination-database member-back.js MEMBER=' + process.env.MEMBER);
`;

export const memberBackScript = `\
// A member that was taken out runs again: it gets its vote and its rank back once it has caught up.
signIn();
const back = namedMember();
const { stateStr } = rs.status().members.find((one) => one.name === back.host) || { stateStr: 'no member' };
if (stateStr !== 'SECONDARY') throw new Error(back.host + ' is ' + stateStr + ' and not SECONDARY. Wait until it has caught up (rs.status()), then run this again.');
const complete = rs.conf();
const place = complete.members.findIndex((one) => one.host === back.host);
Object.assign(complete.members[place], { votes: back.votes, priority: back.priority });
if (members.some((one) => one.arbiterOnly)) {
  // In two steps, vote first: otherwise it could be elected before it has everything that was confirmed.
  rs.reconfigForPSASet(place, complete);
} else {
  rs.reconfig(complete);
}
print(back.host + ' votes again.');
`;

export const takeOverScript = `\
// Most members are lost, so there is no primary: this one goes on alone. What only the others had is lost. Two members
// that both lead would be worse than none, so every other server must be off before, and stay off until it is set up anew.
if (process.env.CONFIRM !== 'all others are off') {
  throw new Error("Turn every other server with a database off at the vendor's, then add CONFIRM='all others are off'.");
}
signIn();
const { me, isWritablePrimary, primary } = db.hello();
if (isWritablePrimary || primary) throw new Error('There is a primary (' + primary + '): nothing is to be taken over.');
const alone = rs.conf();
// An arbiter cannot be without a vote; ordination-database-init takes it in again.
alone.members = alone.members.filter((one) => !one.arbiterOnly);
for (const member of alone.members) {
  Object.assign(member, member.host === me ? { votes: 1, priority: member.priority || 1 } : { votes: 0, priority: 0 });
}
rs.reconfig(alone, { force: true });
print(me + ' goes on alone. When the others are set up anew: ordination-database member-back.js for each, then ordination-database-init.');
`;

export const grantScript = `\
// The software may use one more database: that of one practice. Its name begins with that of the software's own.
signIn();
const database = process.env.DATABASE || '';
if (!database.startsWith(databaseOfSoftware + '_') || !/^[a-z0-9_-]{3,60}$/.test(database)) {
  throw new Error('"' + database + '" is not the name of a database of a practice: it begins with ' + databaseOfSoftware + '_ and has small letters, digits, - and _ only.');
}
admin.grantRolesToUser(userOfSoftware, [{ role: 'readWrite', db: database }]);
print('"' + userOfSoftware + '" may use ' + database + '.');
`;
