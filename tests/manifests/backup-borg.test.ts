/** Backup and restore with borg, rehearsed: as with restic, and with a key of the server that can only add. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  allEnded,
  appears,
  dumpMode,
  fillDatabase,
  fillFiles,
  fillVolume,
  killAll,
  must,
  storageBox,
  type StorageBox,
} from './storage-box.ts';

const long = { timeout: 900_000 };

let box: StorageBox;
let archive: Buffer;
let archives: string[];

beforeAll(async () => {
  box = await storageBox('single, borg');
  fillFiles(box);
  archive = fillDatabase(box);
}, 120_000);
afterAll(() => box.close());

const files = () => join(box.root, 'srv/ordination/files');
const repository = () => join(box.volume, 'ordination');

function list(): string[] {
  const { stdout } = box.tool(`${admin()} borg list --short`);
  return stdout.split('\n').filter((line) => line !== '');
}

/** As the administrator: with the other key, and an own memory of the repository. */
function admin(): string {
  return `export BORG_BASE_DIR=${box.root}/admin BORG_RSH="$BORG_RSH -o IdentityFile=none -i ${box.root}/keys/admin"; BORG_RSH=\${BORG_RSH/-o IdentityFile=none /};`;
}

describe('a backup with borg', long, () => {
  it('is made, listed and brought back byte by byte', async () => {
    expect((await box.run('ordination-backup')).status).toBe(16);
    expect((await box.run('ordination-backup', ['--init'])).status).toBe(0);
    // Borg keeps room for one whole segment: 500 MB, where the box of this test has 60.
    must('borg', ['config', repository(), 'max_segment_size', '2000000']);
    const { status, said } = await box.run('ordination-backup');
    expect(status, said).toBe(0);
    const back = join(box.root, 'back');
    expect((await box.run('ordination-restore', ['files', 'latest', back])).status).toBe(0);
    expect(must('rsync', ['-naic', '--delete', `${files()}/`, `${join(back, files())}/`])).toBe('');
    const restored = await box.run('ordination-restore', ['database', 'latest', 'production'], 'restore ordination.example\n');
    expect(restored.status, restored.said).toBe(0);
    expect(readFileSync(join(box.root, 'stand-in/restored'))).toEqual(archive);
    expect((await box.run('ordination-restore-test')).status).toBe(0);
    expect((await box.run('ordination-backup-check')).status).toBe(0);
    archives = list();
    expect(archives).toHaveLength(2);
  });

  it('stores nothing of a dump that dies', async () => {
    dumpMode(box, 'die');
    const { status, said } = await box.run('ordination-backup');
    expect(status, said).toBe(17);
    expect(list().filter((name) => name.includes('database'))).toHaveLength(1);
    dumpMode(box, 'ok');
  });

  it('does not count what a killed script left behind; the next backup and the check work', async () => {
    dumpMode(box, 'wait');
    const { ended } = box.start('ordination-backup');
    await appears(box, 'stand-in/halfway');
    killAll(box, 'ordination-backup');
    await ended;
    box.write('stand-in/go', 'well');
    allEnded(box);
    for (const file of ['go', 'halfway']) rmSync(join(box.root, 'stand-in', file));
    expect(list().filter((name) => /^app-1-database/.test(name))).toHaveLength(1);
    dumpMode(box, 'wait');
    const again = box.start('ordination-backup');
    await appears(box, 'stand-in/halfway');
    killAll(box, 'borg');
    box.write('stand-in/go', 'well');
    expect((await again.ended).status).not.toBe(0);
    for (const file of ['go', 'halfway']) rmSync(join(box.root, 'stand-in', file));
    dumpMode(box, 'ok');
    expect((await box.run('ordination-backup')).status).toBe(0);
    expect((await box.run('ordination-backup-check')).status).toBe(0);
  });

  it.each([
    ['a wrong password', 14, 'secrets/backup-password', 'wrong\n'],
    [
      'another host key',
      12,
      'known_hosts',
      'storage-box ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDVkNJT+0pIZ9HmP8HpEs0ZmL4rkDnRWsCz8BtVVvvyv\n',
    ],
  ])('says that it was %s: %i', async (_, code, file, text) => {
    const path = `etc/ordination/${file}`;
    const old = box.read(path);
    box.write(path, text);
    const { status, said } = await box.run('ordination-backup');
    box.write(path, old);
    expect(status, said).toBe(code);
  });

  it('says that the target is full, and brings back what is stored', async () => {
    const free = fillVolume(box);
    const { status, said } = await box.run('ordination-backup');
    expect(status, said).toBe(15);
    const back = join(box.root, 'back-from-full');
    const restored = await box.run('ordination-restore', ['files', 'latest', back]);
    expect(restored.status, restored.said).toBe(0);
    expect(must('rsync', ['-naic', '--delete', `${files()}/`, `${join(back, files())}/`])).toBe('');
    free();
    expect((await box.run('ordination-backup')).status).toBe(0);
  });
});

describe("the server's key can only add", long, () => {
  it('takes backups, but no shell and no other folder', async () => {
    const borg = `command="cd ${box.volume} && borg serve --append-only --restrict-to-path ./ordination",restrict`;
    const shell = `command="cd ${box.volume} && PATH=${box.root}/box-bin:$PATH exec sh -c \\"$SSH_ORIGINAL_COMMAND\\"",restrict`;
    box.authorize((key) => `${borg} ${key('server')}\n${shell} ${key('admin')}\n`);
    const { status, said } = await box.run('ordination-backup');
    expect(status, said).toBe(0);
    expect(box.tool('$ssh "rm -rf ordination"').stdout).toBe('');
    expect(readdirSync(repository())).toContain('data');
    expect(box.tool('BORG_REPO=${BORG_REPO%ordination}elsewhere borg init -e none').status).not.toBe(0);
    archives = list();
  });

  it('seems to delete everything, and an administrator rolls it back', async () => {
    const segments = () =>
      must('find', [join(repository(), 'data'), '-type', 'f', '-printf', '%f\n'])
        .trim()
        .split('\n')
        .map(Number);
    const last = Math.max(...segments());
    const deleted = box.tool('borg delete --glob-archives "*" && borg compact && borg list --short');
    expect(deleted.stdout.trim()).toBe('');
    // What the recovery plan says: newer segments and the files made from them go, then borg forgets what it knew.
    const newer = segments().filter((number) => number > last);
    for (const number of newer) must('find', [join(repository(), 'data'), '-name', String(number), '-delete']);
    must('bash', ['-c', `rm -f ${repository()}/index.* ${repository()}/hints.* ${repository()}/integrity.*`]);
    for (const place of ['admin', 'var/lib/ordination/borg']) rmSync(join(box.root, place), { recursive: true, force: true });
    box.environment['BORG_RELOCATED_REPO_ACCESS_IS_OK'] = 'yes';
    box.environment['BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK'] = 'yes';
    expect(list()).toEqual(archives);
    const restored = await box.run('ordination-restore', ['database', 'latest', 'production'], 'restore ordination.example\n');
    expect(restored.status, restored.said).toBe(0);
    expect(readFileSync(join(box.root, 'stand-in/restored'))).toEqual(archive);
  });

  it('and only the administrator deletes old versions, after a look at the list', async () => {
    const prune = (answer: string) => {
      const script = `printf '${answer}\\n' | ${box.root}/bin/prune-backups root@u1.your-storagebox.de app-1`;
      return box.tool(`${admin()} export BORG_RSH BORG_PASSCOMMAND BORG_BASE_DIR; ${script}`);
    };
    expect(prune('no').status).toBe(20);
    expect(list()).toEqual(archives);
    const { stderr } = prune('yes');
    expect(stderr).not.toMatch(/Traceback|error/i);
    // All of them are of this day: nothing is old enough.
    expect(list().length).toBeGreaterThan(2);
  });
});

describe('damage is found', long, () => {
  it('of flipped bytes in the repository, by the weekly check', async () => {
    const largest = must('bash', [
      '-c',
      `find ${repository()}/data -type f -printf '%s %p\\n' | sort -n | tail -n 1 | cut -d ' ' -f 2`,
    ]).trim();
    const bytes = readFileSync(largest);
    bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
    writeFileSync(largest, bytes);
    const { status, said } = await box.run('ordination-backup-check');
    expect(status, said).toBe(19);
  });
});
