/**
 * Names, ports and paths: the one place that says where anything listens or lies. Every file that mentions one of them
 * takes it from here, so that no two files can disagree.
 */

/** Users of a server. `admin` may become root, `deploy` may only start a deployment as `app`. */
export const users = { admin: 'admin', deploy: 'deploy', app: 'app', database: 'mongodb', web: 'www-data', metrics: 'prometheus' } as const;

export const ports = {
  ssh: 22,
  http: 80,
  https: 443,
  /** The load balancer asks here, in the private network, whether the software answers; certificate challenges of the other servers come here too. */
  health: 8080,
  /** The nginx of the other server sends here, with TLS, while its own software does not answer. */
  peer: 8443,
  database: 27017,
  /** The database that a restore is tried in: loopback only. */
  scratchDatabase: 27117,
  nodeMetrics: 9100,
  prometheus: 9090,
  alertmanager: 9093,
  /** The vendor's box takes OpenSSH keys on this port only. */
  storageBox: 23,
  smtp: 587,
} as const;

/** Every cell has a network of its own with the same addresses. */
export const network = { range: '10.0.0.0/16', subnet: '10.0.0.0/24', zone: 'eu-central', balancerIp: '10.0.0.5' } as const;

/** The two places for a version of the software: one is live, the next version starts in the other. */
export const colours = ['blue', 'green'] as const;
export type Colour = (typeof colours)[number];

export const paths = {
  /** Encrypted where the plan says so: everything about patients lies below. */
  data: '/srv/ordination',
  databaseFiles: '/srv/ordination/mongodb',
  files: '/srv/ordination/files',
  scratch: '/srv/ordination/scratch',
  /** Logs that can name patients. */
  appLogs: '/srv/ordination/log',
  /** The same of the database: a slow query is written down with what was asked for. */
  databaseLogs: '/srv/ordination/mongodb-log',
  swap: '/srv/ordination/swap',
  /** Of the baseline, which has no other place: backups on the same disk. */
  localBackup: '/var/backups/ordination',
  /** The container that is opened as `data`. */
  container: '/var/lib/ordination-data.luks',
  config: '/etc/ordination',
  secrets: '/etc/ordination/secrets',
  tls: '/etc/ordination/tls',
  /** Values that are known once the machines stand, as VARIABLE=value. */
  siteEnv: '/etc/ordination/site.env',
  /** The host key of the off-site target, as the administrator has checked it. */
  knownHosts: '/etc/ordination/known_hosts',
  scripts: '/usr/local/sbin',
  app: '/opt/ordination',
  databaseScripts: '/opt/ordination/database',
  releases: '/opt/ordination/releases',
  incoming: '/opt/ordination/incoming',
  ecosystem: '/opt/ordination/ecosystem.config.cjs',
  /** Made anew at every start; the sockets of the two colours lie here. */
  sockets: '/run/ordination',
  /** A link to the socket of the live colour. It is switched in one step, so nginx needs no reload. */
  liveSocket: '/var/lib/ordination/live.sock',
  /** The colour that is live, as a word. */
  liveColour: '/var/lib/ordination/live',
  state: '/var/lib/ordination',
  /** Touched by the files sync whenever both servers of a pair hold the same files, at least every 5 minutes. */
  filesSyncStamp: '/var/lib/ordination/files-sync.stamp',
  acme: '/var/www/acme',
  /** What nginx shows: links to the files of certbot, or, until it has made them, a certificate that nobody trusts. */
  webCertificate: '/etc/nginx/tls/web.crt',
  webKey: '/etc/nginx/tls/web.key',
  /** Seconds since 1970 at which the monitoring was last seen to work, for the look from outside: nginx serves it among the challenges. */
  watchdog: '/var/www/acme/.well-known/acme-challenge/ordination-watchdog',
  metrics: '/var/lib/prometheus/node-exporter',
  /** Where nginx writes whom it refused; fail2ban reads it. */
  webRefusedLog: '/var/log/nginx/refused.log',
  locks: '/run/lock',
} as const;

/** Where the software of one colour listens. */
export function socketOf(colour: Colour): string {
  return `${paths.sockets}/${colour}.sock`;
}

export const processPrefix = 'ordination-';

/** The name of the software of one colour in PM2. */
export function processOf(colour: Colour): string {
  return `${processPrefix}${colour}`;
}

/** What the software must answer: 200 with `{"status":"ok","version":"...","colour":"..."}` once it can serve. */
export const healthPath = '/api/health';

/** What the software and nginx agree on beside the health check. */
export const software = {
  /** In the top folder of a release: what is started, and one word on its changes to the database. */
  startFile: 'server.js',
  migrationFile: 'MIGRATION',
  /** Logins are limited more strictly than the rest. */
  loginPath: '/api/auth/login',
  /** The largest request. */
  uploadMb: 20,
  /** It ends every answer within this time, and closes connections that rest no earlier than `idleSeconds`. */
  requestSeconds: 55,
  idleSeconds: 10,
  /** nginx waits a little longer. */
  proxySeconds: 60,
  /** From SIGINT to SIGKILL: the longest answer fits. */
  killSeconds: 65,
  /** From the start to "ready", and until it must answer. */
  readySeconds: 30,
  healthySeconds: 90,
} as const;

/** Days that the logs of nginx and of the software are kept. */
export const logDays = 14;

export const replicaSet = 'ordination';

/** The database that the software uses, and the users of the database, each with one duty. */
export const databaseName = 'ordination';
export const databaseUsers = {
  /** Creates the others; used at set-up only. */
  admin: 'admin',
  app: 'ordination-app',
  backup: 'ordination-backup',
  restore: 'ordination-restore',
  monitoring: 'ordination-monitoring',
} as const;

/** Scripts on the servers: `paths.scripts` + name. */
export const scripts = {
  apply: 'ordination-apply',
  disk: 'ordination-disk',
  backup: 'ordination-backup',
  restore: 'ordination-restore',
  restoreTest: 'ordination-restore-test',
  backupCheck: 'ordination-backup-check',
  /** Starts the live colour, at boot and after a crash of PM2. */
  start: 'ordination-start',
  deploy: 'ordination-deploy',
  rollback: 'ordination-rollback',
  metrics: 'ordination-metrics',
  alert: 'ordination-alert',
  preflight: 'ordination-preflight',
  /** Gives nginx the certificate of certbot, or one that lets it start. */
  certificate: 'ordination-certificate',
  databaseInit: 'ordination-database-init',
  /** Runs one of the scripts below `paths.databaseScripts` as the admin of the database. */
  database: 'ordination-database',
  address: 'ordination-address',
  filesSync: 'ordination-files-sync',
  /** Fills the late values into the configuration of Alertmanager, before each of its starts. */
  alertmanager: 'ordination-alertmanager',
} as const;

export function scriptPath(script: keyof typeof scripts): `/${string}` {
  return `${paths.scripts}/${scripts[script]}`;
}

/** systemd units beside those of the packages. */
export const units = {
  disk: 'ordination-disk.service',
  app: 'ordination-app.service',
  backup: 'ordination-backup.service',
  backupTimer: 'ordination-backup.timer',
  backupCheck: 'ordination-backup-check.service',
  backupCheckTimer: 'ordination-backup-check.timer',
  restoreTest: 'ordination-restore-test.service',
  restoreTestTimer: 'ordination-restore-test.timer',
  metrics: 'ordination-metrics.service',
  metricsTimer: 'ordination-metrics.timer',
  address: 'ordination-address.service',
  filesSync: 'ordination-files-sync.service',
  /** Started with the name of the unit that failed: sends one mail. */
  alert: 'ordination-alert@.service',
} as const;

/** Days and times of what happens at night, UTC. None may overlap another one of the same server. */
export const night = {
  /** Hour and minute of the first backup of a day; with a shorter interval the others follow from there. */
  backup: { hour: 1, minute: 15 },
  /** Sundays. */
  backupCheck: { hour: 4, minute: 0 },
  /** First Sunday of the month. */
  restoreTest: { hour: 5, minute: 30 },
  /** Reboots after updates: the nth server of a plan at this hour plus n times the step. */
  reboot: { hour: 21, minute: 0, stepMinutes: 30 },
} as const;

/** Versions of the backup that are kept. What was deleted is gone from every backup after a year. */
export const kept = { daily: 14, weekly: 8, monthly: 12 } as const;

/** Days without a successful restore test after which an alert is raised: the test runs every month. */
export const restoreTestAlertDays = 40;

/** Figures that scripts leave for Prometheus in `paths.metrics`, one `.prom` file each; times in seconds since 1970. */
export const figures = {
  /** With the label `kind`: "database" or "files". */
  backupSuccess: 'ordination_backup_last_success_timestamp_seconds',
  backupBytes: 'ordination_backup_size_bytes',
  backupCheckSuccess: 'ordination_backup_check_last_success_timestamp_seconds',
  restoreTestSuccess: 'ordination_restore_test_last_success_timestamp_seconds',
  restoreTestSeconds: 'ordination_restore_test_duration_seconds',
  /** Share of the off-site target that is full, 0 to 1; only of a Storage Box. */
  offSiteUsed: 'ordination_offsite_used_ratio',
  certificateStart: 'ordination_certificate_not_before_timestamp_seconds',
  certificateEnd: 'ordination_certificate_not_after_timestamp_seconds',
  /** 1 if the software answers its health check through nginx. */
  healthUp: 'ordination_health_up',
  databaseUp: 'ordination_database_up',
  databaseIsPrimary: 'ordination_database_is_primary',
  replicationLag: 'ordination_database_replication_lag_seconds',
  membersHealthy: 'ordination_database_members_healthy',
  /** When the server last saw that the address is where it belongs. */
  addressSuccess: 'ordination_address_last_success_timestamp_seconds',
  rebootRequired: 'ordination_reboot_required',
  /** 1 if the software answers on its socket, whatever nginx does. */
  softwareUp: 'ordination_software_up',
  /** 1 if the software answers under its public name, asked from the server that collects the figures. */
  publicHealthUp: 'ordination_public_health_up',
  /** Counts elections: the term of the replica set. */
  databaseTerm: 'ordination_database_term',
  /** When the files of a pair were last the same on both servers: the time of `paths.filesSyncStamp`. */
  filesSyncSuccess: 'ordination_files_sync_last_success_timestamp_seconds',
  metricsRun: 'ordination_metrics_last_run_timestamp_seconds',
} as const;

/** The documents, the same names below `docs/de` and `docs/en`. The run book has an anchor for each alert. */
export const documentNames = {
  guide: 'guide.md',
  checklist: 'checklist.md',
  recovery: 'recovery.md',
  runbook: 'runbook.md',
  secrets: 'secrets.md',
  compliance: 'compliance.md',
  contract: 'app-contract.md',
} as const;
