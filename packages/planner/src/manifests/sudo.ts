/** sudo: there are no passwords, so who may become whom is all that it decides. */
import { scriptPath, users } from './names.ts';
import type { Host } from './site.ts';

export function sudo({ runsApp }: Host): Record<`/${string}`, string> {
  const deploy = `
# A deployment runs as the user of the software, never as root.
${users.deploy} ALL=(${users.app}) NOPASSWD: ${scriptPath('deploy')}, ${scriptPath('rollback')}
`;
  return {
    '/etc/sudoers.d/ordination': `# The key with which an administrator logs in is what a password would be.
${users.admin} ALL=(ALL:ALL) NOPASSWD: ALL
${runsApp ? deploy : ''}`,
  };
}
