/** Certificates of the app servers: certbot asks for them, nginx starts without them and takes each new one. */
import { paths, scriptPath, units } from './names.ts';
import type { Cell, Site } from './site.ts';

/** Path on the server to text. */
export function certificate(cell: Cell, site: Site): Readonly<Record<`/${string}`, string>> {
  return {
    '/etc/letsencrypt/cli.ini': certbotSettings(site),
    '/etc/letsencrypt/renewal-hooks/deploy/ordination': renewed,
    '/etc/systemd/system/certbot.service.d/20-ordination.conf': `[Unit]\nOnFailure=${units.alert.replace('@', '@%n')}\n`,
    [scriptPath('certificate')]: certificateScript(cell),
  };
}

function certbotSettings({ wishes }: Site): string {
  return `\
authenticator = webroot
webroot-path = ${paths.acme}
key-type = ecdsa
elliptic-curve = secp256r1
email = ${wishes.alertEmail}
no-eff-email = True
# The rotation of the logs is that of logrotate.
max-log-backups = 0
`;
}

const renewed = `\
#!/usr/bin/env bash
# Run by certbot after it has renewed the certificate.
set -euo pipefail
${scriptPath('certificate')}
nginx -t -q
systemctl reload nginx
`;

function certificateScript({ domain }: Cell): string {
  return `\
#!/usr/bin/env bash
# Gives nginx the certificate of certbot; until there is one, a certificate that nobody trusts, so that nginx starts and can answer the challenge.
set -euo pipefail
umask 0077

readonly made=/etc/letsencrypt/live/${domain}
readonly certificate=${paths.webCertificate}
readonly key=${paths.webKey}

mkdir -p "\${certificate%/*}"
if [[ -e $made/fullchain.pem && -e $made/privkey.pem ]]; then
  ln -sfn "$made/fullchain.pem" "$certificate"
  ln -sfn "$made/privkey.pem" "$key"
elif [[ ! -e $certificate || ! -e $key ]]; then
  rm -f "$certificate" "$key"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \\
    -subj /CN=ordination -addext "subjectAltName=DNS:${domain}" -keyout "$key" -out "$certificate"
  echo "nginx has a certificate that nobody trusts. Ask for a real one: certbot certonly -d ${domain}, then $0 and systemctl reload nginx."
fi
`;
}
