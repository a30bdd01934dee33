/** MongoDB on its members: configuration, unit, logs. What makes a replica set of them is in `database-init.ts`. */
import { usesTls } from './connection.ts';
import { databaseInit } from './database-init.ts';
import { headed, onHost, type Files } from './files.ts';
import { logDays, paths, ports, replicaSet, units, users } from './names.ts';
import { secretFiles } from './secrets.ts';
import type { Cell, Member, Site } from './site.ts';

/** An arbiter keeps nothing: the least with which the database starts. */
const arbiterCacheGb = 0.25;
const mbPerGb = 1024;
/** The database's own default for the log of changes, within its own bounds; stated, since the default follows what is free at the first start. */
const oplog = { shareOfDisk: 0.05, leastMb: 1024, mostMb: 51_200 } as const;

export function database(site: Site): Files {
  const files = site.cells.flatMap((cell) => [
    ...cell.members.flatMap((member) => {
      const at = (path: `/${string}`, text: string) => [onHost(member.host, path), headed('#', text, site)] as const;
      return [
        at('/etc/mongod.conf', configuration(member, cell)),
        at('/etc/systemd/system/mongod.service.d/20-ordination.conf', unit),
        at('/etc/logrotate.d/ordination-mongodb', logRotation),
      ];
    }),
    ...Object.entries(databaseInit(cell, site)),
  ]);
  return Object.fromEntries(files);
}

function configuration(member: Member, cell: Cell): string {
  const { host, isArbiter } = member;
  const addresses = cell.hosts.length > 1 ? `127.0.0.1,${host.privateIp}` : '127.0.0.1';
  return `\
storage:
  dbPath: ${paths.databaseFiles}
  wiredTiger:
    engineConfig:
      # What the sizing leaves beside the other programs of this server.
      cacheSizeGB: ${host.provision.cacheGb ?? arbiterCacheGb}
systemLog:
  destination: file
  # With the data, not in /var/log: slow queries are logged with what they ask for.
  path: ${paths.databaseLogs}/mongod.log
  logAppend: true
  logRotate: reopen
net:
  port: ${ports.database}
  bindIp: ${addresses}
${usesTls(cell) ? tls : ''}\
security:
  authorization: enabled
  keyFile: ${secretFiles.databaseKeyFile}
  # The software sends no programs to run in the database.
  javascriptEnabled: false
replication:
  replSetName: ${replicaSet}
${isArbiter ? arbiterSettings : `  oplogSizeMB: ${oplogMb(host.provision.dataGb)}\n`}`;
}

const tls = `\
  tls:
    mode: requireTLS
    certificateKeyFile: ${secretFiles.databaseCertificate}
    CAFile: ${secretFiles.databaseAuthority}
    disabledProtocols: TLS1_0,TLS1_1
    # Members show theirs; the software and the scripts show a password.
    allowConnectionsWithoutCertificates: true
`;

const arbiterSettings = `\
setParameter:
  # An arbiter keeps no users: the exception for the first one would never end here.
  enableLocalhostAuthBypass: false
`;

function oplogMb(dataGb: number): number {
  return Math.min(oplog.mostMb, Math.max(oplog.leastMb, Math.floor(dataGb * mbPerGb * oplog.shareOfDisk)));
}

const unit = `\
[Unit]
OnFailure=${units.alert.replace('@', '@%n')}
# Five starts in five minutes, then a person looks.
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
ExecStartPre=+/usr/bin/install -d -o ${users.database} -g ${users.database} -m 0700 ${paths.databaseFiles}
ExecStartPre=+/usr/bin/install -d -o ${users.database} -g ${users.database} -m 0750 ${paths.databaseLogs}
Restart=on-failure
RestartSec=5
# A primary hands over and writes everything down before it ends.
TimeoutStopSec=120
LimitNOFILE=64000
LimitNPROC=64000
LimitMEMLOCK=infinity
# If memory runs out, a process of the software goes first: it is back in seconds.
OOMScoreAdjust=-500
`;

const logRotation = `\
${paths.databaseLogs}/mongod.log {
  daily
  maxsize 100M
  rotate ${logDays}
  missingok
  notifempty
  compress
  delaycompress
  create 0640 ${users.database} ${users.database}
  postrotate
    systemctl kill --signal=SIGUSR1 --kill-whom=main mongod.service || true
  endscript
}
`;
