/** What must be true of a server before its programs start: kernel, processor, memory, clock, secrets, real addresses. */
import { headed, onHost, type Files } from './files.ts';
import { paths, scriptPath, scripts } from './names.ts';
import { isMember, rightsOf, runsMongod } from './packages.ts';
import { secretsOf } from './secrets.ts';
import type { Cell, Host, Site } from './site.ts';

export function preflight(site: Site): Files {
  const files = site.cells.flatMap((cell) =>
    cell.hosts.map((host) => [onHost(host, scriptPath('preflight') as `/${string}`), headed('#', script(host, cell, site), site)]),
  );
  return Object.fromEntries(files) as Files;
}

function script(host: Host, cell: Cell, site: Site): string {
  const needs = secretsOf(cell, site).filter(({ place, hosts }) => place === 'server' && hosts.includes(host));
  const secrets = needs.filter(({ kind }) => kind === 'secret');
  const values = needs.filter(({ kind }) => kind === 'value');
  return `#!/bin/bash
# Looks whether ${host.name} is fit for its programs, and changes nothing. Says everything that is wrong, not only the first
# thing. With --before it leaves out what ${scripts.apply} has still to do.
set -euo pipefail

faults=0
fault() {
  echo "${host.name}: $*" >&2
  faults=$((faults + 1))
}
${runsMongod(host, cell) ? kernel + processor[host.provision.architecture] : ''}${isMember(host, cell) ? hugePages : ''}${machine(host)}${clock}
# secret FILE OWNER MODE
secret() {
  local file=$1 owner=$2 mode=$3 now
  if [[ ! -s "$file" ]]; then
    fault "The secret $file is missing or empty. Put it there with: bin/install ${host.name}"
    return
  fi
  now=$(stat -c '%U %a' "$file")
  case "$now" in
    "$owner $mode" | "$owner 400") ;;
    *) fault "The secret $file has owner and mode \\"$now\\" instead of \\"$owner $mode\\". Repair it with: bin/install ${host.name}" ;;
  esac
}
${secrets
  .map((one) => {
    const { owner, mode } = rightsOf(one, host, cell);
    return `secret ${one.file} ${owner} ${mode.slice(1)}\n`;
  })
  .join('')}
# value VARIABLE
value() {
  local line
  line=$(grep -E "^$1=" ${paths.siteEnv} 2>/dev/null | tail -n 1) || true
  case "\${line#*=}" in
    '' | '""' | "''" | *@*@*) fault "${paths.siteEnv} has no $1. Fill it in in secrets/site.env, then: bin/install ${host.name}" ;;
  esac
}
${values.map(({ name }) => `value ${name}\n`).join('')}${addresses(cell, site)}
if ((faults > 0)); then
  echo "${host.name} is not ready: $faults faults." >&2
  exit 1
fi
echo "${host.name} is ready."
`;
}

const kernel = `
# MongoDB 8 stops at its start on Linux 6.19 to 7.0.13. Ubuntu names its builds 7.0.0-NN whatever they contain, and MongoDB goes by the name.
release=$(uname -r)
if [[ "$release" =~ ^([0-9]+)\\.([0-9]+)(\\.([0-9]+))? ]]; then
  number=$((BASH_REMATCH[1] * 1000000 + BASH_REMATCH[2] * 1000 + \${BASH_REMATCH[4]:-0}))
  if ((number >= 6019000 && number < 7000014)); then
    fault "MongoDB does not start on Linux $release. Install the standard kernel of Ubuntu 24.04 (linux-image-virtual, 6.8), remove linux-*-hwe-24.04 and restart."
  fi
else
  fault "The kernel calls itself \\"$release\\", which is no version."
fi
`;

const processor = {
  x86: `
grep -qw avx /proc/cpuinfo || fault "The processor has no AVX, without which MongoDB does not start. Choose another type of server."
`,
  arm: `
# "dcpop" came with ARMv8.2-A.
grep -qw dcpop /proc/cpuinfo || fault "The processor is older than ARMv8.2-A, without which MongoDB does not start. Choose another type of server."
`,
} as const;

const hugePages = `
[[ "\${1:-}" == --before ]] || grep -qF '[always]' /sys/kernel/mm/transparent_hugepage/enabled || fault "Transparent huge pages are off; MongoDB 8 wants them on. ${scripts.apply} switches them on."
`;

const clock = `
[[ "$(timedatectl show --property=NTPSynchronized --value)" == yes ]] || fault "The clock is not synchronised. Look at: timedatectl timesync-status"
`;

/** Shares of what the plan reckons with: the kernel and the file system keep a little for themselves. */
const leastShare = { memory: 0.97, disk: 0.9 };
const kibPerGb = 1024 ** 2;
const bytesPerGb = 1000 ** 3;

function machine({ provision: { usableRamGb, diskGb, vCpu } }: Host): string {
  const kib = Math.floor(usableRamGb * leastShare.memory * kibPerGb);
  const bytes = Math.floor(diskGb * leastShare.disk * bytesPerGb);
  return `
memory=$(awk '$1 == "MemTotal:" { print $2 }' /proc/meminfo)
((memory >= ${kib})) || fault "There are $memory KiB of memory; the plan reckons with ${usableRamGb} GB. Is it the right type of server?"
disk=$(df --block-size=1 --output=size / | tail -n 1)
((disk >= ${bytes})) || fault "The disk has $disk bytes; the plan reckons with ${diskGb} GB. Is it the right type of server?"
(($(nproc) >= ${vCpu})) || fault "There are $(nproc) cores; the plan reckons with ${vCpu}. Is it the right type of server?"
`;
}

/** Addresses set aside for examples: with them nobody reaches the server. */
function addresses({ domain }: Cell, { adminV4, adminV6 }: Site): string {
  return `
domain=${domain}
case "$domain" in
  *.example | *.test | *.invalid | *example.com | *example.org | *example.net)
    fault "The domain $domain is an example. State the real one, make the files anew and install them."
    ;;
esac
for range in ${[...adminV4, ...adminV6].join(' ')}; do
  case "$range" in
    192.0.2.* | 198.51.100.* | 203.0.113.* | 2001:db8:*)
      fault "The network $range of the administrators is an example. State the real one, make the files anew and install them."
      ;;
  esac
done
`;
}
