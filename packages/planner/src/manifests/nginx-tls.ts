/** TLS as nginx speaks it: Mozilla's intermediate profile, guideline 6.0 of May 2026. */
import { atLeast } from '../units/version.ts';
import { paths } from './names.ts';
import type { Directive } from './nginx-print.ts';
import type { Host } from './site.ts';

/** No DHE any more. */
const ciphers = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');
const curves = 'X25519:prime256v1:secp384r1';

/** Two years, as Mozilla recommends. */
const hstsSeconds = 63_072_000;

/**
 * For all servers, since the protocols of a connection are those of the first one that listens, whoever is asked for.
 * Let's Encrypt answers no OCSP since August 2025, so nothing is stapled.
 */
export function tls({ system }: Host): Directive[] {
  // OpenSSL before 3.5 does not know the exchange that quantum computers cannot break, and refuses to start with it.
  const quantumSafe = atLeast(system.ships.openssl, '3.5') ? 'X25519MLKEM768:' : '';
  return [
    ['ssl_certificate', paths.webCertificate],
    ['ssl_certificate_key', paths.webKey],
    ['ssl_protocols', 'TLSv1.2 TLSv1.3'],
    ['ssl_ciphers', ciphers],
    ['ssl_ecdh_curve', `${quantumSafe}${curves}`],
    ['ssl_prefer_server_ciphers', 'off'],
    ['ssl_session_timeout', '1d'],
    ['ssl_session_cache', 'shared:tls:10m'],
    ['ssl_session_tickets', 'off'],
  ];
}

/** Browsers stay with TLS and take files for what they are called. */
export const securityHeaders: readonly Directive[] = [
  ['add_header', `Strict-Transport-Security max-age=${hstsSeconds} always`],
  ['add_header', 'X-Content-Type-Options nosniff always'],
];

/** nginx 1.25.1 moved http2 out of `listen`; older ones refuse the new form, newer ones warn about the old. */
export function http2({ system }: Host): { readonly onListen: string; readonly directives: readonly Directive[] } {
  return atLeast(system.ships.nginx, '1.25.1')
    ? { onListen: 'ssl', directives: [['http2', 'on']] }
    : { onListen: 'ssl http2', directives: [] };
}
