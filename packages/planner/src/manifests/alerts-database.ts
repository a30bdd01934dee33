/** Alerts about the replica set. */
import { ofNode, type Alert, type Series } from './alert.ts';
import { figures } from './names.ts';
import type { Cell, Host } from './site.ts';

/** Seconds that a copy may be behind. */
const mostLag = 60;

export function databaseAlerts({ hosts, members }: Cell): Alert[] {
  const keepers = members.filter(({ isArbiter }) => !isArbiter).map(({ host }) => host);
  const [first, second] = keepers;
  if (!first) return [];
  return [
    down(first),
    noPrimary(first),
    ...(second ? [primaryChanged(first, second), lag(second), membersMissing(first, members.length)] : []),
    ...(hosts.length > 1 ? [certificate(first)] : []),
  ];
}

function down(host: Host): Alert {
  const up = ofNode('ordination_database_up', host);
  return {
    name: 'DatabaseDown',
    severity: 'critical',
    expression: `${figures.databaseUp} == 0`,
    holds: '2m',
    text: { de: 'Die Datenbank eines Servers antwortet nicht.', en: 'The database of a server does not answer.' },
    trial: { step: '1m', at: '4m', fires: [[up, '0x9']], silent: [[up, '1x9']], labels: { instance: host.name, job: 'node' } },
  };
}

function noPrimary(host: Host): Alert {
  const primary = ofNode('ordination_database_is_primary', host);
  return {
    name: 'NoPrimary',
    severity: 'critical',
    expression: `absent(${figures.databaseIsPrimary} == 1)`,
    holds: '2m',
    text: {
      de: 'Kein Server der Datenbank nimmt Änderungen an.',
      en: 'No server of the database accepts changes.',
    },
    trial: { step: '1m', at: '4m', fires: [[primary, '0x9']], silent: [[primary, '1x9']], labels: {} },
  };
}

function primaryChanged(first: Host, second: Host): Alert {
  const terms = (values: string): Series[] => [first, second].map((host) => [ofNode('ordination_database_term', host), values]);
  return {
    name: 'PrimaryChanged',
    severity: 'warning',
    expression: `max(${figures.databaseTerm}) - min(min_over_time(${figures.databaseTerm}[15m])) > 0`,
    holds: '0m',
    text: {
      de: 'Die Datenbank hat in der letzten Viertelstunde neu gewählt, wer führt. Bei einem geplanten Neustart ist das richtig.',
      en: 'The database has elected its primary anew in the last quarter of an hour. After a planned reboot this is right.',
    },
    trial: { step: '1m', at: '20m', fires: terms('4x15 5x10'), silent: terms('4x2 5x23'), labels: {} },
  };
}

function lag(host: Host): Alert {
  const behind = ofNode('ordination_database_replication_lag_seconds', host);
  return {
    name: 'ReplicationLag',
    severity: 'warning',
    expression: `${figures.replicationLag} > ${mostLag}`,
    holds: '5m',
    text: {
      de: 'Eine Kopie der Datenbank hängt mehr als eine Minute nach.',
      en: 'A copy of the database is more than a minute behind.',
    },
    trial: { step: '1m', at: '8m', fires: [[behind, '61x9']], silent: [[behind, '59x9']], labels: { instance: host.name, job: 'node' } },
  };
}

function membersMissing(host: Host, count: number): Alert {
  const healthy = ofNode('ordination_database_members_healthy', host);
  return {
    name: 'MembersMissing',
    severity: 'critical',
    expression: `max(${figures.membersHealthy}) < ${count}`,
    holds: '5m',
    text: {
      de: 'Ein Mitglied des Datenbankverbunds fehlt: der nächste Ausfall kann die Datenbank anhalten.',
      en: 'A member of the replica set is missing: the next failure can stop the database.',
    },
    trial: {
      step: '1m',
      at: '8m',
      fires: [[healthy, count === 2 ? '1x9' : '2x9']],
      silent: [[healthy, count === 2 ? '2x9' : '3x9']],
      labels: {},
    },
  };
}

function certificate(host: Host): Alert {
  const ends = ofNode('ordination_certificate_not_after_timestamp_seconds', host, 'use="database"');
  return {
    name: 'DatabaseCertificateEnds',
    severity: 'warning',
    // Made by hand once a year, so absolute: 30 days.
    expression: `${figures.certificateEnd}{use="database"} - time() < 2592000`,
    holds: '1h',
    text: {
      de: 'Das Zertifikat der Datenbank endet in weniger als 30 Tagen; danach erreichen die Server einander nicht mehr.',
      en: 'The certificate of the database ends in less than 30 days; then the servers no longer reach each other.',
    },
    trial: {
      step: '1h',
      at: '2h',
      fires: [[ends, `${29 * 24 * 60 * 60}x5`]],
      silent: [[ends, `${31 * 24 * 60 * 60}x5`]],
      labels: { instance: host.name, job: 'node', use: 'database' },
    },
  };
}
