/** Scripts for the machine of the administrator: secrets, and the way of the files to the servers. */
import { installScript } from './bin-install.ts';
import { reach } from './bin-reach.ts';
import { makeSecrets } from './bin-secrets.ts';
import { headed, type Files } from './files.ts';
import { scriptPath, scripts } from './names.ts';
import type { Site } from './site.ts';

export function bin(site: Site): Files {
  const all = {
    'bin/make-secrets': makeSecrets(site),
    'bin/install': installScript(site),
    'bin/check': check(site),
    'bin/on': onServer,
    '.gitignore': ignored,
  };
  return Object.fromEntries(Object.entries(all).map(([path, text]) => [path, headed('#', text, site)]));
}

const ignored = `# What must never be published. The lock file of the providers belongs into git.
/secrets/
/infra/.terraform/
/infra/*.tfstate
/infra/*.tfstate.*
/infra/*.tfplan
/infra/terraform.tfvars
`;

const onServer = `#!/bin/bash
# bin/on HOST COMMAND...
# Runs a command on a server as the administrator, e.g. bin/on app-1 sudo systemctl --failed. Standard input goes there too.
set -euo pipefail
cd "$(dirname "$0")/.."
${reach}
(($# >= 2)) || fail "Say which server, and what to run there: bin/on HOST COMMAND..."
on "$@"
`;

function check({ hosts }: Site): string {
  return `#!/bin/bash
# Asks every server whether it is as the plan reckons with it (${scripts.preflight}). Changes nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
${reach}
hosts=(${hosts.map(({ name }) => name).join(' ')})
failed=0
for host in "\${hosts[@]}"; do
  on "$host" sudo ${scriptPath('preflight')} </dev/null || failed=$((failed + 1))
done
((failed == 0)) || fail "$failed of ${hosts.length} servers are not ready; what is wrong stands above."
echo "All servers are ready."
`;
}
