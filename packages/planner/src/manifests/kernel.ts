/** Settings of the kernel: memory as the database asks for it, a network that nobody redirects, no images of memory on the disk. */
import { filePeers } from './firewall.ts';
import type { Cell, Host } from './site.ts';

export function kernel(host: Host, cell: Cell): Record<`/${string}`, string> {
  return {
    '/etc/sysctl.d/60-ordination.conf': `${network}\n${secrecy}\n${memory(host)}${filePeers(host, cell).length > 0 ? watching : ''}`,
    // Ubuntu would set kernel.core_pattern again.
    '/etc/default/apport': 'enabled=0\n',
    ...(cell.members.some((member) => member.host === host) ? { '/etc/tmpfiles.d/ordination-memory.conf': hugePages } : {}),
  };
}

/** The strict check of sources fits: each network of a server is reached through one interface only. */
const network = `net.ipv4.conf.all.rp_filter = 1
net.ipv4.conf.default.rp_filter = 1
net.ipv4.conf.all.accept_redirects = 0
net.ipv4.conf.default.accept_redirects = 0
net.ipv4.conf.all.secure_redirects = 0
net.ipv4.conf.default.secure_redirects = 0
net.ipv4.conf.all.send_redirects = 0
net.ipv4.conf.default.send_redirects = 0
net.ipv4.conf.all.accept_source_route = 0
net.ipv4.conf.default.accept_source_route = 0
net.ipv6.conf.all.accept_redirects = 0
net.ipv6.conf.default.accept_redirects = 0
net.ipv6.conf.all.accept_source_route = 0
net.ipv6.conf.default.accept_source_route = 0
net.ipv4.ip_forward = 0
net.ipv4.icmp_echo_ignore_broadcasts = 1
net.ipv4.tcp_syncookies = 1
# MongoDB asks for it: a peer that is gone is noticed before a firewall forgets the connection.
net.ipv4.tcp_keepalive_time = 120
`;

const secrecy = `# What lies in memory can be about patients: nothing of it reaches the disk when a program crashes.
kernel.core_pattern = |/bin/false
fs.suid_dumpable = 0
kernel.dmesg_restrict = 1
kernel.kptr_restrict = 2
kernel.sysrq = 0
kernel.unprivileged_bpf_disabled = 1
kernel.yama.ptrace_scope = 2
net.core.bpf_jit_harden = 2
fs.protected_fifos = 2
fs.protected_hardlinks = 1
fs.protected_regular = 2
fs.protected_symlinks = 1
`;

/** The allocator of MongoDB 8 reserves more memory than it uses. */
function memory({ runsDatabase }: Host): string {
  return `# Swap is a reserve against the loss of a program, not a place for data in use.
vm.swappiness = 1
${runsDatabase ? 'vm.overcommit_memory = 1\n' : ''}`;
}

const watching = `# Each folder of files is watched for changes to copy.
fs.inotify.max_user_watches = 524288
`;

/** Since MongoDB 8.0 large pages are to be enabled; before, they were to be disabled. */
const hugePages = `w /sys/kernel/mm/transparent_hugepage/enabled - - - - always
w /sys/kernel/mm/transparent_hugepage/defrag - - - - defer+madvise
w /sys/kernel/mm/transparent_hugepage/khugepaged/max_ptes_none - - - - 0
`;
