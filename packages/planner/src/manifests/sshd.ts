/** sshd: keys only, no root, and only the users that a server needs. Algorithms as ssh-audit and Mozilla recommend for the release. */
import { atLeast } from '../units/version.ts';
import { filePeers } from './firewall.ts';
import { ports, users } from './names.ts';
import type { Cell, Host } from './site.ts';

/** OpenSSH from which the standard post-quantum key exchange is known. */
const mlKemSince = '9.9';

const ciphers = ['chacha20-poly1305@openssh.com', 'aes256-gcm@openssh.com', 'aes128-gcm@openssh.com'];
const macs = ['hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256-etm@openssh.com'];
const keys = ['sk-ssh-ed25519@openssh.com', 'ssh-ed25519', 'rsa-sha2-512', 'rsa-sha2-256'];

/** The first value of a setting counts, so the name sorts before the file of the cloud image. */
export function sshd(host: Host, cell: Cell): Record<`/${string}`, string> {
  return { '/etc/ssh/sshd_config.d/10-ordination.conf': settings(host, cell) };
}

/** Who may log in: "user" or "user@address". */
export function loginsOf(host: Host, cell: Cell): string[] {
  return [users.admin, ...(host.runsApp ? [users.deploy] : []), ...filePeers(host, cell).map((ip) => `${users.app}@${ip}`)];
}

function settings(host: Host, cell: Cell): string {
  const exchange = [
    ...(atLeast(host.system.ships.openssh, mlKemSince) ? ['mlkem768x25519-sha256'] : []),
    'sntrup761x25519-sha512@openssh.com',
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
  ];
  return `Port ${ports.ssh}
AllowUsers ${loginsOf(host, cell).join(' ')}
PermitRootLogin no
AuthenticationMethods publickey
PubkeyAuthentication yes
PasswordAuthentication no
KbdInteractiveAuthentication no
HostbasedAuthentication no
GSSAPIAuthentication no
PermitEmptyPasswords no
PermitUserEnvironment no
StrictModes yes
MaxAuthTries 3
MaxSessions 4
MaxStartups 10:30:60
LoginGraceTime 30
ClientAliveInterval 300
ClientAliveCountMax 2
LogLevel VERBOSE
UseDNS no

AllowAgentForwarding no
AllowStreamLocalForwarding no
AllowTcpForwarding no
GatewayPorts no
PermitTunnel no
X11Forwarding no

HostKey /etc/ssh/ssh_host_ed25519_key
KexAlgorithms ${exchange.join(',')}
Ciphers ${ciphers.join(',')}
MACs ${macs.join(',')}
HostKeyAlgorithms ssh-ed25519
PubkeyAcceptedAlgorithms ${keys.join(',')}
RequiredRSASize 3072
${host.isMonitor ? tunnels : ''}${restrictions}`;
}

/** Both listen on the loopback address only. */
const tunnels = `
# The pages of the monitoring are seen through a tunnel: ssh -L ${ports.prometheus}:127.0.0.1:${ports.prometheus}
Match User ${users.admin}
  AllowTcpForwarding local
  PermitOpen ${['127.0.0.1', 'localhost'].flatMap((name) => [ports.prometheus, ports.alertmanager].map((port) => `${name}:${port}`)).join(' ')}
`;

const restrictions = `
Match User ${users.deploy},${users.app}
  DisableForwarding yes
  PermitTTY no
`;
