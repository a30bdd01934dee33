/** Backup and restore with restic, rehearsed: a real sshd as Storage Box, killed programs, a full volume, damaged bytes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
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
const domain = 'ordination.example';
const success = (kind: string) => `ordination_backup_last_success_timestamp_seconds{kind="${kind}"}`;

let box: StorageBox;
let archive: Buffer;

beforeAll(async () => {
  box = await storageBox('single');
  fillFiles(box);
  archive = fillDatabase(box);
}, 120_000);
afterAll(() => box.close());

/** Runs of a kind that a restore would take. */
async function runs(kind: string): Promise<string[]> {
  const { status, said } = await box.run('ordination-restore', ['list']);
  expect(status, said).toBe(0);
  return said.split('\n').filter((line) => line.startsWith(`${kind} `));
}

/** Everything in the repository, checked or not. */
function snapshots(): { tags: string[] }[] {
  const { stdout } = box.tool('restic -o sftp.command="$ssh -s sftp" --no-lock --json snapshots');
  return JSON.parse(stdout) as { tags: string[] }[];
}

/** What find says about a tree: type, mode, size, target of links. */
function tree(folder: string): string {
  return must('bash', [
    '-c',
    `cd '${folder}' && find . -printf '%p|%y|%m|%l|%s\\n' | grep -v '|d|.*|[0-9]*$' | sort; find . -type d -printf '%p|%m\\n' | sort; find . -type f -exec sha256sum {} + | sort`,
  ]);
}

const files = () => join(box.root, 'srv/ordination/files');

describe('a backup with restic', long, () => {
  it('asks for its repository, makes it once, then stores and checks', async () => {
    expect((await box.run('ordination-backup')).status).toBe(16);
    expect((await box.run('ordination-backup', ['--init'])).status).toBe(0);
    const { status, said } = await box.run('ordination-backup');
    expect(status, said).toBe(0);
    expect(box.figures()[success('database')]).toBeGreaterThan(1.7e9);
    expect(box.figures()['ordination_backup_size_bytes{kind="database"}']).toBe(archive.length);
    expect(box.figures()['ordination_offsite_used_ratio']).toBeGreaterThan(0.05);
    expect(box.read('stand-in/mongodump.args')).not.toContain('secret');
    expect(box.read('stand-in/mongodump.yaml')).toBe('password: "secret-of-the-dump"\n');
    expect(readdirSync(join(box.root, 'run'))).toEqual(['lock']);
  });

  it('brings the files back as they were: names, modes, links, empty folders, bytes', async () => {
    const back = join(box.root, 'back');
    expect((await box.run('ordination-restore', ['files', 'latest', back])).status).toBe(0);
    expect(tree(join(back, files()))).toBe(tree(files()));
    const one = `${files()}/Befunde Müller/Röntgen 2026 [1].dcm`;
    expect((await box.run('ordination-restore', ['files', 'latest', join(box.root, 'one'), one])).status).toBe(0);
    expect(readFileSync(join(box.root, 'one', one))).toEqual(readFileSync(one));
    expect(
      must('find', [join(box.root, 'one'), '-type', 'f'])
        .trim()
        .split('\n'),
    ).toHaveLength(1);
  });

  it('touches the living database only after typed words, and then gives it the same bytes without --drop', async () => {
    for (const typed of ['', 'yes\n', 'restore\n']) {
      expect((await box.run('ordination-restore', ['database', 'latest', 'production'], typed)).status).toBe(20);
      expect((await box.run('ordination-restore', ['everything', 'latest'], typed)).status).toBe(20);
      expect((await box.run('ordination-restore', ['files', 'latest', 'in-place'], typed)).status).toBe(20);
    }
    expect(readdirSync(join(box.root, 'stand-in'))).not.toContain('mongorestore.args');
    const typed = `restore ${domain}\n`;
    const { status, said } = await box.run('ordination-restore', ['database', 'latest', 'production'], typed);
    expect(status, said).toBe(0);
    expect(readFileSync(join(box.root, 'stand-in/restored'))).toEqual(archive);
    const words = box.read('stand-in/mongorestore.args').split('\n');
    expect(words).toEqual(expect.arrayContaining(['--archive', '--oplogReplay', '--username=ordination-restore']));
    expect(words.join(' ')).not.toMatch(/drop|secret/);
    await box.run('ordination-restore', ['database', 'latest', 'production', '--drop'], typed);
    expect(box.read('stand-in/mongorestore.args')).toContain('--drop');
  });

  it('brings everything back in place', async () => {
    const before = tree(files());
    rmSync(join(files(), 'Befunde Müller'), { recursive: true });
    const { status, said } = await box.run('ordination-restore', ['everything', 'latest'], `restore ${domain}\n`);
    expect(status, said).toBe(0);
    expect(tree(files())).toBe(before);
  });

  it('proves itself in a database of its own', async () => {
    const { status, said } = await box.run('ordination-restore-test');
    expect(status, said).toBe(0);
    expect(box.figures()['ordination_restore_test_last_success_timestamp_seconds']).toBeGreaterThan(1.7e9);
    expect(box.read('stand-in/mongod.args')).toContain('27117');
    expect(readdirSync(join(box.root, 'srv/ordination/scratch'))).toEqual([`restored-${(await runs('files'))[0]!.split(/\s+/)[1]}-rest`]);
  });

  it('does not take what comes back different for a success', async () => {
    const before = box.figures()['ordination_restore_test_last_success_timestamp_seconds'];
    fillDatabase(box);
    const { status, said } = await box.run('ordination-restore-test');
    expect(status).toBe(19);
    expect(said).toContain('ordination.patients has 1199 documents instead of 1200');
    expect(box.figures()['ordination_restore_test_last_success_timestamp_seconds']).toBe(before);
    expect(() => process.kill(Number(box.read('stand-in/mongod.pid')), 0)).toThrow('ESRCH');
    box.write('stand-in/archive', archive);
  });
});

describe('no snapshot counts', long, () => {
  it('of a dump that dies: nothing is stored, the files are, the figure stays', async () => {
    const [all, figure] = [snapshots().length, box.figures()[success('database')]];
    const [known, knownFiles] = [await runs('database'), await runs('files')];
    dumpMode(box, 'die');
    const { status, said } = await box.run('ordination-backup');
    expect(status, said).toBe(17);
    expect(said).toContain('connection to the database is lost');
    expect(await runs('database')).toEqual(known);
    expect(await runs('files')).toHaveLength(knownFiles.length + 1);
    expect(snapshots()).toHaveLength(all + 1);
    expect(box.figures()[success('database')]).toBe(figure);
    dumpMode(box, 'ok');
  });

  it('of a script that is killed in the middle, whether the dump then ends well or not', async () => {
    const known = await runs('database');
    for (const end of ['die', 'well']) {
      dumpMode(box, 'wait');
      const { ended } = box.start('ordination-backup');
      await appears(box, 'stand-in/halfway');
      killAll(box, 'ordination-backup');
      expect((await ended).signal).toBe('SIGKILL');
      box.write('stand-in/go', end);
      // The next one waits until what was left behind has ended.
      allEnded(box);
      for (const file of ['go', 'halfway']) rmSync(join(box.root, 'stand-in', file));
      expect(await runs('database')).toEqual(known);
    }
    expect(
      snapshots()
        .filter(({ tags }) => tags.includes('unverified'))
        .map(({ tags }) => tags.join()),
    ).toEqual([0, 1].map(() => expect.stringMatching(/^unverified,unverified-database-/)));
    dumpMode(box, 'ok');
  });

  it('of a restic that is killed in the middle; the next backup and the check work', async () => {
    const known = await runs('database');
    dumpMode(box, 'wait');
    const { ended } = box.start('ordination-backup');
    await appears(box, 'stand-in/halfway');
    killAll(box, 'restic');
    box.write('stand-in/go', 'well');
    expect((await ended).status).not.toBe(0);
    for (const file of ['go', 'halfway']) rmSync(join(box.root, 'stand-in', file));
    dumpMode(box, 'ok');
    expect(await runs('database')).toEqual(known);
    expect((await box.run('ordination-backup')).status).toBe(0);
    expect(await runs('database')).toHaveLength(known.length + 1);
    expect((await box.run('ordination-backup-check')).status).toBe(0);
  });

  it('of two that run at once: the second one gives up and says why', async () => {
    dumpMode(box, 'wait');
    const first = box.start('ordination-backup');
    await appears(box, 'stand-in/halfway');
    const second = await box.run('ordination-backup');
    expect(second.status).toBe(10);
    box.write('stand-in/go', 'well');
    expect((await first.ended).status).toBe(0);
    for (const file of ['go', 'halfway']) rmSync(join(box.root, 'stand-in', file));
    dumpMode(box, 'ok');
  });

  it('of a backup much smaller than the last one, unless that is said to be right', async () => {
    const known = await runs('database');
    archive = fillDatabase(box, 1_000_000);
    const { status, said } = await box.run('ordination-backup');
    expect(status).toBe(18);
    expect(said).toMatch(/holds 1000014 bytes, the last one 3000014/);
    expect(await runs('database')).toEqual(known);
    expect((await box.run('ordination-backup', ['--accept-less'])).status).toBe(0);
    expect(await runs('database')).toHaveLength(known.length + 1);
  });

  it('if the disk with the files is not open', async () => {
    box.write('stand-in/closed', '');
    expect((await box.run('ordination-backup')).status).toBe(18);
    rmSync(join(box.root, 'stand-in/closed'));
  });
});

describe('each cause has its own code and sentence', long, () => {
  const changed = async (path: string, text: (old: string) => string) => {
    const old = box.read(path);
    box.write(path, text(old));
    const outcome = await box.run('ordination-backup');
    box.write(path, old);
    return outcome;
  };

  it.each([
    ['another host key', 12, 'known_hosts', (old: string) => old.replace(/AAAAI\S+/, readOther()), /another host key/],
    ['a key that is refused', 13, 'secrets/backup-key', () => readFileSync(join(box.root, 'keys/host'), 'utf8'), /refuses the key/],
    ['a wrong password', 14, 'secrets/backup-password', () => 'wrong\n', /does not open the repository/],
    ['no answer', 11, 'ssh_config', (old: string) => old.replace(/Port \d+/, 'Port 1'), /does not answer/],
    ['a host that is no box', 11, 'site.env', () => 'OFFSITE_HOST=example.org\nOFFSITE_USER=u\n', /no Storage Box/],
  ])('%s: %i', async (_, code, file, text, sentence) => {
    const { status, said } = await changed(`etc/ordination/${file}`, text);
    expect(status, said).toBe(code);
    expect(said).toMatch(sentence);
  });

  it('a full target: 15. What is stored comes back all the same, and after freeing everything works', async () => {
    const known = await runs('files');
    const free = fillVolume(box);
    fillDatabase(box, 4_000_000);
    const { status, said } = await box.run('ordination-backup');
    expect(status, said).toBe(15);
    expect(said).toContain('The target of the backup is full');
    expect((await runs('files')).slice(0, known.length)).toEqual(known);
    const back = join(box.root, 'back-from-full');
    expect((await box.run('ordination-restore', ['files', 'latest', back])).status).toBe(0);
    expect(tree(join(back, files()))).toBe(tree(files()));
    free();
    expect((await box.run('ordination-backup')).status).toBe(0);
    expect((await box.run('ordination-backup-check')).status).toBe(0);
  });

  const readOther = () => readFileSync(join(box.root, 'keys/admin.pub'), 'utf8').split(' ')[1]!;
});

describe('damage is found', long, () => {
  it('of a dump that was cut before it was stored, by the restore test', async () => {
    truncateSync(join(box.root, 'stand-in/archive'), 2_500_000);
    expect((await box.run('ordination-backup')).status).toBe(0);
    const { status, said } = await box.run('ordination-restore-test');
    expect(status).toBe(19);
    expect(said).toContain('unexpected EOF');
  });

  it('of flipped bytes in the repository, by the weekly check', async () => {
    const figure = box.figures()['ordination_backup_check_last_success_timestamp_seconds'];
    for (const path of must('find', [join(box.volume, 'ordination/data'), '-type', 'f'])
      .trim()
      .split('\n')) {
      const bytes = readFileSync(path);
      bytes[Math.floor(bytes.length / 3)]! ^= 0xff;
      rmSync(path, { force: true });
      writeFileSync(path, bytes);
    }
    // Each week reads one of 52 parts, so one week alone can miss them: here all parts are read.
    box.write('usr/local/lib/ordination/repository.sh', box.read('usr/local/lib/ordination/repository.sh').replace('"$week/52"', '1/1'));
    const { status, said } = await box.run('ordination-backup-check');
    expect(status, said).toBe(19);
    expect(box.figures()['ordination_backup_check_last_success_timestamp_seconds']).toBe(figure);
  });
});
