/** What moves in a pair when a server is lost: the address that practices reach. Files are in `files-sync.ts`. */
import { filesSync } from './files-sync.ts';
import { headed, onHost, type Files } from './files.ts';
import { helloModule, helloPath } from './hello.ts';
import { figures, paths, scriptPath, units } from './names.ts';
import { secretFiles, siteVariables } from './secrets.ts';
import type { Cell, Host, Site } from './site.ts';

/** The servers that stand in for each other: both run the software on the database and the files that they keep themselves. */
export function pairOf({ apps }: Cell): readonly Host[] {
  const pair = apps.filter(({ runsDatabase, keepsFiles }) => runsDatabase && keepsFiles);
  return pair.length > 1 ? pair : [];
}

export function failOver(site: Site): Files {
  const files = site.cells.flatMap((cell) => {
    const pair = pairOf(cell);
    return pair.flatMap((host) => [
      [onHost(host, helloPath), headed('//', helloModule(host), site)],
      ...(cell.movableAddress
        ? [
            [onHost(host, scriptPath('address')), headed('//', addressProgram, site)],
            [onHost(host, `/etc/systemd/system/${units.address}`), headed('#', addressUnit, site)],
          ]
        : []),
      ...Object.entries(filesSync(host, pair, site)),
    ]);
  });
  return Object.fromEntries(files) as Files;
}

/**
 * The majority of the replica set decides who leads, so two servers that do not see each other cannot both win. Who leads
 * takes the address. Who led before and does not know yet that it was voted out waits longer than it takes to step down.
 */
const addressProgram = `\
#!/usr/bin/env node
// Keeps the movable address at the server whose database is the primary: looks every two seconds, and if this server leads
// while the address leads elsewhere, asks the vendor to assign it here.
'use strict';
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { isPrimary } = require('${helloPath}');

const api = process.env.HCLOUD_API || 'https://api.hetzner.cloud/v1';
const addressId = Number(process.env.${siteVariables.serviceIpId});
const serverId = Number(process.env.${siteVariables.serverId});
const tickMs = Number(process.env.TICK_MS || 2000);

// All waits in ticks of two seconds.
// A primary without a majority steps down after ten seconds: one that has led for longer waits so long before it takes the address back.
const settledTicks = 8;
// The vendor allows 3600 requests an hour in all: in quiet times one a minute.
const quietTicks = 30;
// An assignment takes some seconds: before, a second one would only disturb it.
const assignTicks = 5;
const longestWaitTicks = 30;

const state = { ledFor: 0, elsewhereFor: 0, nextLook: 0, failures: 0, isHere: false, wasAnswered: true, tick: 0 };

function log(text) {
  console.log(text);
}

async function ask(path, options = {}) {
  const token = readFileSync('${secretFiles.addressToken}', 'utf8').trim();
  const response = await fetch(api + path, {
    ...options,
    headers: { authorization: 'Bearer ' + token, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(10 * 1000),
  });
  if (!response.ok) throw new Error(path + ' was answered with ' + response.status);
  return response.json();
}

/** Looks where the address leads, and takes it if it must. */
async function claim() {
  const { floating_ip: address } = await ask('/floating_ips/' + addressId);
  state.isHere = address.server === serverId;
  if (state.isHere) {
    state.elsewhereFor = 0;
    state.nextLook = state.tick + quietTicks;
    return;
  }
  state.nextLook = state.tick + 1;
  state.elsewhereFor += 1;
  if (state.ledFor > settledTicks && state.elsewhereFor <= settledTicks) return;
  // The answer to the first look may be older than a change of the primary.
  if (!(await isPrimary())) return;
  log('This server leads, and the address leads to ' + (address.server || 'no server') + ': assigning it here.');
  state.nextLook = state.tick + assignTicks;
  await ask('/floating_ips/' + addressId + '/actions/assign', { method: 'POST', body: JSON.stringify({ server: serverId }) });
}

async function look() {
  state.tick += 1;
  const leads = await isPrimary().catch((error) => {
    if (state.wasAnswered) log('The database of this server does not answer (' + error.message + '): the address is left alone.');
    state.wasAnswered = false;
    return undefined;
  });
  if (leads !== undefined) state.wasAnswered = true;
  if (!leads) {
    if (state.ledFor > 0) log('This server leads no more.');
    Object.assign(state, { ledFor: 0, elsewhereFor: 0, nextLook: 0, failures: 0, isHere: false });
    if (leads === false) leaveFigure();
    return;
  }
  if (state.ledFor === 0) log('This server leads.');
  state.ledFor += 1;
  if (state.tick >= state.nextLook) {
    try {
      await claim();
      state.failures = 0;
    } catch (error) {
      state.failures += 1;
      const wait = Math.min(longestWaitTicks, 2 ** state.failures);
      state.nextLook = Math.max(state.nextLook, state.tick + wait);
      state.isHere = false;
      log('The vendor did not do as asked (' + error.message + '); next try in ' + (wait * tickMs) / 1000 + ' s.');
    }
  }
  if (state.isHere) leaveFigure();
}

/** When all was last as it should be: nothing is to be done here, or the address is here. */
function leaveFigure() {
  const file = '${paths.metrics}/address.prom';
  writeFileSync(file + '.new', '${figures.addressSuccess} ' + Math.floor(Date.now() / 1000) + '\\n', { mode: 0o644 });
  renameSync(file + '.new', file);
}

async function watch() {
  if (!Number.isSafeInteger(addressId) || !Number.isSafeInteger(serverId) || addressId < 1 || serverId < 1) {
    throw new Error('${siteVariables.serviceIpId} and ${siteVariables.serverId} must be numbers of the vendor. Write them into ${paths.siteEnv}.');
  }
  for (;;) {
    await look();
    await new Promise((resolve) => setTimeout(resolve, tickMs));
  }
}

watch().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
`;

/** The address stays on both servers whoever leads: the vendor's network decides which of them gets its packets. */
const addressUnit = `\
[Unit]
Description=The movable address follows the primary of the database
Wants=network-online.target
After=network-online.target
OnFailure=${units.alert.replace('@', '@%n')}
StartLimitIntervalSec=0

[Service]
EnvironmentFile=${paths.siteEnv}
# On the loopback, so that it does not depend on the name of a network card.
ExecStartPre=+/usr/sbin/ip address replace \${${siteVariables.serviceIp}}/32 dev lo
ExecStart=${scriptPath('address')}
Restart=always
RestartSec=10
MemoryMax=256M
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
ReadWritePaths=${paths.metrics}
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
CapabilityBoundingSet=CAP_DAC_OVERRIDE

[Install]
WantedBy=multi-user.target
`;
