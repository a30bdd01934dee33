/** Backup and restore: the scripts, when they run, how they are tried. Each cell has one server that takes its backup. */
import { backupScript } from './backup-script.ts';
import { checkScript } from './backup-check.ts';
import { databaseFunctions, recordScript } from './backup-database.ts';
import { pruneBackups } from './backup-prune.ts';
import { environment, repositoryFunctions, sshClient } from './backup-repository.ts';
import { backupEnv, databaseShell, isBox, recordProgram, repositoryShell, sshConfig, takersOf, type Taker } from './backup-taker.ts';
import { unitsOf } from './backup-units.ts';
import { headed, onHost, type Comment, type Files } from './files.ts';
import { scriptPath } from './names.ts';
import { restoreTestScript } from './restore-test.ts';
import { restoreScript } from './restore.ts';
import type { Site } from './site.ts';

export function backup(site: Site): Files {
  const takers = takersOf(site);
  const files = takers.flatMap((taker) =>
    filesOf(taker).map(([path, text, comment = '#']) => [onHost(taker.host, path), headed(comment, text, site)] as const),
  );
  return { ...Object.fromEntries(files), ...pruneBackups(takers, site) };
}

type File = readonly [path: `/${string}`, text: string, comment?: Comment];

function filesOf(taker: Taker): File[] {
  const at = (script: Parameters<typeof scriptPath>[0]) => scriptPath(script) as `/${string}`;
  return [
    [at('backup'), backupScript(taker)],
    [at('backupCheck'), checkScript],
    [at('restore'), restoreScript(taker)],
    [at('restoreTest'), restoreTestScript(taker)],
    [repositoryShell, repositoryFunctions(taker)],
    [backupEnv, environment(taker)],
    ...(taker.keepsDatabase
      ? ([
          [databaseShell, databaseFunctions(taker)],
          [recordProgram, recordScript, '//'],
        ] as const)
      : []),
    ...(isBox(taker) ? ([[sshConfig, sshClient]] as const) : []),
    ...unitsOf(taker),
  ];
}
