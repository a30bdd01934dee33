/** bin/make-secrets: everything secret that can be made here, each thing once; and the list of what a vendor must show. */
import { connectionHosts, connectionOptions } from './connection.ts';
import { databaseName, databaseUsers } from './names.ts';
import { secretFiles, secretsOf, siteVariables, type Secret } from './secrets.ts';
import type { Cell, Site } from './site.ts';

/** Folder of the secrets of one cell: cells share none. */
export function secretsFolder({ prefix }: Cell): string {
  return prefix === '' ? 'secrets' : `secrets/${prefix.slice(0, -1)}`;
}

/** What belongs to the whole set-up and not to a cell. */
function isShared({ place }: Secret): boolean {
  return place === 'shell' || place === 'repository' || place === 'tofu';
}

/** Days: the certificates of the servers outlast their yearly renewal by a quarter; the authority stays as long as the set-up. */
const valid = { server: 460, authority: 3650 } as const;

export function makeSecrets(site: Site): string {
  const shared = unique(site.cells.flatMap((cell) => secretsOf(cell, site).filter(isShared)));
  return `#!/bin/bash
# Makes the secrets of this set-up in ./secrets, which git ignores. What is there already stays as it is: to make one anew,
# move the old one away first. Keep a copy of the whole folder in the vault: without it no backup can be read.
set -euo pipefail
umask 077
cd "$(dirname "$0")/.."
for tool in openssl ssh-keygen; do
  command -v "$tool" >/dev/null || {
    echo "make-secrets: $tool is not installed on this machine. Install it, then run this again." >&2
    exit 1
  }
done
${making}
folder secrets
${shared.flatMap((secret) => lineOf(secret, 'secrets')).join('')}${site.cells.map((cell) => ofCell(cell, site)).join('')}
once secrets/site.env mail_server
wanting secrets/site.env

echo
echo "Still needed, from the vendors:"
${site.cells
  .flatMap((cell) =>
    secretsOf(cell, site)
      .filter((secret) => !isShared(secret) && secret.make === undefined && secret.kind === 'secret')
      .map((secret) => needed(secret, cell)),
  )
  .join('')}${shared
    .filter(({ make }) => make === undefined)
    .map(({ name, place }) => `echo "  ${name}: ${neededIn(name)[place]}"\n`)
    .join('')}echo "  secrets/admin-key: ssh-keygen -t ed25519 -f secrets/admin-key, with a passphrase, unless you have a key of your own"
`;
}

/** Where a value of the vendor is entered that is no file. */
const neededIn = (name: string): Readonly<Record<string, string>> => ({
  tofu: `export TF_VAR_${name}=... in the shell that runs tofu`,
  shell: 'in the shell that runs tofu',
  repository: 'a variable of the repository, see the top of .github/workflows/deploy.yml',
});

const making = `
folder() {
  mkdir -p "$1"
  chmod 0700 "$1"
}

# once FILE COMMAND...: what the command prints becomes the file. It gets its name only when it is complete.
once() {
  local file=$1
  shift
  if [[ -s "$file" ]]; then
    echo "kept  $file"
    return 0
  fi
  "$@" >"$file.new"
  mv "$file.new" "$file"
  echo "made  $file"
}

once_key() {
  local file=$1
  if [[ -s "$file" ]]; then
    echo "kept  $file"
    return 0
  fi
  rm -f "$file.new" "$file.new.pub"
  ssh-keygen -q -t ed25519 -N '' -C "\${file##*/}" -f "$file.new"
  mv "$file.new.pub" "$file.pub"
  mv "$file.new" "$file"
  echo "made  $file"
}

# Lines that nobody but a vendor can fill in.
wanting() {
  local name
  while IFS= read -r name; do echo "empty $name in $1: fill it in with an editor"; done < <(sed -n 's/^\\([A-Z_]*\\)=$/\\1/p' "$1")
}

mail_server() {
  printf '%s=\\n' ${siteVariables.smtpHost} ${siteVariables.smtpUser}
}

# The authority of a cell: FOLDER NAME
authority() {
  local folder=$1
  if [[ -s "$folder/database-ca.key" && -s "$folder/ca.crt" ]]; then
    echo "kept  $folder/ca.crt"
    return 0
  fi
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days ${valid.authority} -subj "/CN=$2" \\
    -addext keyUsage=critical,keyCertSign,cRLSign -keyout "$folder/database-ca.key.new" -out "$folder/ca.crt.new" 2>/dev/null
  mv "$folder/ca.crt.new" "$folder/ca.crt"
  mv "$folder/database-ca.key.new" "$folder/database-ca.key"
  echo "made  $folder/ca.crt"
}

# The certificate of a server, with its key in the same file: FOLDER HOST ADDRESS
certificate() {
  local folder=$1 host=$2 address=$3 file=$1/tls/$2.pem
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$host" -keyout "$file.key" -out "$file.csr" 2>/dev/null
  openssl x509 -req -in "$file.csr" -CA "$folder/ca.crt" -CAkey "$folder/database-ca.key" -CAcreateserial -days ${valid.server} -out "$file.crt" \\
    -extfile <(printf 'basicConstraints=critical,CA:FALSE\\nkeyUsage=critical,digitalSignature\\nextendedKeyUsage=serverAuth,clientAuth\\nsubjectAltName=DNS:%s,IP:%s,DNS:localhost,IP:127.0.0.1\\n' "$host" "$address") 2>/dev/null
  cat "$file.key" "$file.crt"
  rm -f "$file.key" "$file.csr" "$file.crt"
}
`;

function ofCell(cell: Cell, site: Site): string {
  const own = secretsOf(cell, site).filter((secret) => !isShared(secret));
  const folder = secretsFolder(cell);
  const hasCertificates = own.some(({ file }) => file === secretFiles.databaseCertificate);
  return `
folder ${folder}
${own.flatMap((secret) => lineOf(secret, folder)).join('')}${appLines(cell, folder)}${
    hasCertificates
      ? `folder ${folder}/tls
authority ${folder} 'Ordination ${cell.domain}'
${cell.hosts.map(({ name, privateIp }) => `once ${folder}/tls/${name}.pem certificate ${folder} ${name} ${privateIp}\n`).join('')}`
      : ''
  }`;
}

/** One line for what a command makes here; none for what a vendor shows or another line makes. */
function lineOf({ make, name }: Secret, folder: string): string[] {
  const key = /^ssh-keygen .*-N "" -f (\S+)$/.exec(make ?? '')?.[1];
  if (key !== undefined) return [`once_key ${folder}/${key}\n`];
  return /^(openssl|echo) /.test(make ?? '') ? [`once ${folder}/${name} ${make}\n`] : [];
}

/** The connection of the software to its database is put together here; what belongs to a bucket or a rented database is left to fill in. */
function appLines(cell: Cell, folder: string): string {
  const { bucket, members, prefix } = cell;
  const name = `app_env${prefix.replaceAll('-', '_').replace(/_$/, '')}`;
  const uri =
    members.length > 0
      ? `  printf 'MONGODB_URI=%s://%s:%s@%s\\n' mongodb ${databaseUsers.app} "$(openssl rand -hex 32)" '${connectionHosts(cell).join(',')}/${databaseName}?${connectionOptions(cell)}'\n`
      : `  echo 'MONGODB_URI='\n`;
  const files = ['ENDPOINT', 'BUCKET', 'ACCESS_KEY', 'SECRET_KEY'].map((part) => `  echo 'FILES_${part}='\n`).join('');
  return `${name}() {
${uri}  echo "SESSION_SECRET=$(openssl rand -hex 32)"
${bucket ? `${files}  echo "FILES_ENCRYPTION_KEY=$(openssl rand -hex 32)"\n` : ''}}
once ${folder}/app.env ${name}
wanting ${folder}/app.env
`;
}

function needed({ name }: Secret, cell: Cell): string {
  if (name === 'app.env') return '';
  return `if [[ ! -s ${secretsFolder(cell)}/${name} ]]; then echo "  ${secretsFolder(cell)}/${name}"; fi\n`;
}

function unique(secrets: readonly Secret[]): Secret[] {
  const byKey = new Map(secrets.map((secret) => [/-f (\S+)$/.exec(secret.make ?? '')?.[1] ?? secret.name, secret]));
  return [...byKey.values()];
}
