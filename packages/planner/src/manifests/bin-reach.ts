/** How the scripts of the administrator reach a server: its address from OpenTofu, its host key pinned under its name. */
import { users } from './names.ts';

export const reach = `
fail() {
  echo "\${0##*/}: $*" >&2
  exit 1
}

for tool in tofu jq ssh rsync; do
  command -v "$tool" >/dev/null || fail "\\"$tool\\" is not installed on this machine. Install it, then run this again."
done
outputs=$(tofu -chdir=infra output -json) || fail "OpenTofu gives no outputs. Run it first: tofu -chdir=infra apply"

# Prints the public address of a server.
address_of() {
  jq -er --arg host "$1" '.servers.value[$host] | .ipv4 // .ipv6' <<<"$outputs" || fail "OpenTofu knows no server $1. Run: tofu -chdir=infra apply"
}

# The first contact pins the host key of a server, under its name; another key is refused from then on.
ssh_options=(-o BatchMode=yes -o ConnectTimeout=15 -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=secrets/servers_known_hosts -o HashKnownHosts=no)
if [[ -f secrets/admin-key ]]; then ssh_options+=(-o IdentitiesOnly=yes -i secrets/admin-key); fi

# on HOST COMMAND: runs it there as the administrator.
on() {
  local host=$1 address
  shift
  address=$(address_of "$host")
  ssh "\${ssh_options[@]}" -o "HostKeyAlias=$host" "${users.admin}@$address" "$@"
}
`;
