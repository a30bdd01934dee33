/** A scanner for what looks like a secret, which knows nothing of the files: it finds everything that was planted, and nothing in what is emitted (invariant 8). */
import { describe, expect, it } from 'vitest';
import type { Files } from '@ordiplan/planner';
import { filesFor, layoutOf, layouts } from '../../manifests/bundles.ts';

/** Bits that a sign of the text carries, if each is drawn as often as it stands there. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/** Words that are public, although they look drawn by lot: fingerprints of the keys that sign packages. */
const published = ['6F71F525282841EEDAF851B42F59B5F99B1BE0B4', '4B0752C1BCA238C0B4EE14DC41DE058A4E7DCA05'];

/** A value that is none: a variable, a command, a file, the name of another program's setting, a placeholder, an example in words. */
const isNoValue = (value: string) =>
  /^["']?(\$|@|\/|%|<|\{\{|`|\\|var\.|local\.|file\(|cat |null|true|false|yes|no|on|off|required)/.test(value) ||
  /^["']?[A-Za-z][A-Za-z. ]*["']?$/.test(value) ||
  /^["'[({]*$/.test(value);

/** Lines of the form "password = value", in every language here. */
const literal =
  /\b[\w.-]*(?:password|passwd|passphrase|secret(?:_access)?_key|secret|api_?key|access_?key|token|credential)s?["']?[ \t]*(?:=>|:=|[:=])[ \t]*("[^"\n]*"|'[^'\n]*'|[^\s,;"'#]+)/gi;

/** What looks like a secret in a text. */
function secretsIn(text: string): string[] {
  const shapes: readonly (readonly [what: string, pattern: RegExp])[] = [
    ['private key', /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/g],
    ['key of borg', /^BORG_KEY [0-9a-f]{32,}/gm],
    ['password in an address', /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"'$%]+:([^\s:/@"'$%]{3,})@[\w.-]+/g],
    ['token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g],
    ['key of AWS', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g],
    ['key of an account of Azure', /\bAccountKey=[A-Za-z0-9+/]{40,}/g],
    ['token with a signature', /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}/g],
    ['token in a header', /\bauthorization["']?[ \t]*[:=][ \t]*["']?(?:basic|bearer)[ \t]+[A-Za-z0-9+/=._-]{12,}/gi],
    ['hash of a password', /\$(?:2[aby]|5|6|y|argon2id?)\$[^\s"']{20,}/g],
  ];
  const shaped = shapes.flatMap(([what, pattern]) => [...text.matchAll(pattern)].map(([all]) => `${what}: ${all.slice(0, 60)}`));
  const named = [...text.matchAll(literal)].flatMap(([all, value = '']) => {
    const inside = value.replace(/^["']|["']$/g, '');
    const isOne =
      inside.length >= 6 &&
      !isNoValue(inside) &&
      /[^A-Za-z]/.test(inside) &&
      !/[\s(){}<>|$@[\]]|:\//.test(inside) &&
      !/^([a-z]+([_-][a-z]+)*|[A-Z]+(_[A-Z]+)*)$/.test(inside) &&
      !/^\/|^[\d.]+[a-z]?$/.test(inside);
    return isOne ? [`value: ${all.slice(0, 80)}`] : [];
  });
  // Long words that change between kinds of signs as no language does.
  const drawn = (text.match(/(?<![\w+/=.$-])[A-Za-z0-9+/_-]{24,}={0,2}(?![\w+/])/g) ?? []).filter((word) => {
    const plain = word.replace(/=+$/, '');
    const isHex = /^[0-9a-f]+$|^[0-9A-F]+$/.test(plain);
    const changes = (plain.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[0-9])|[0-9](?=[A-Za-z])/g) ?? []).length;
    const isPath =
      plain.split('/').length > 3 || plain.split(/[-_]/).filter((part) => /^([a-z]+|[A-Z]+|\d+|[A-Z][a-z]+)$/.test(part)).length >= 3;
    return (
      !published.includes(plain) && !isPath && (isHex ? plain.length >= 32 && entropyOf(plain) > 3 : entropyOf(plain) > 3.8 && changes >= 6)
    );
  });
  return [...shaped, ...named, ...drawn.map((word) => `drawn by lot: ${word}`)];
}

describe('no file holds a secret', () => {
  it.each(layouts)('of "$name"', (layout) => {
    const found = Object.entries(filesFor(layout)).flatMap(([path, text]) => secretsIn(text).map((what) => `${path}: ${what}`));
    expect(found).toEqual([]);
  });
});

const hex = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const word64 = 'q7Tz0vKp2Wm9XrB4sYc1LdE8hN5jGf3UaQ6oRi7PwZxC0bVnM2kHtJ4lS8eDyF1g';

/** Put into a file of the pair, each must be found: where, what stood there, what is there instead. */
const planted: readonly (readonly [what: string, path: RegExp, from: string | RegExp, to: string])[] = [
  [
    'a private key of ssh',
    /ssh_config$/,
    /$/,
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz\n',
  ],
  ['a private key of TLS', /nginx\.conf$/, /$/, '# -----BEGIN PRIVATE KEY-----\n'],
  ['a private key of an old kind', /main\.tf$/, /$/, '# -----BEGIN RSA PRIVATE KEY-----\n'],
  ['an encrypted private key', /cloud-init\/app-1\.yaml$/, /$/, '# -----BEGIN ENCRYPTED PRIVATE KEY-----\n'],
  [
    'the password of the database in its address',
    /ecosystem\.config\.cjs$/,
    "NODE_ENV: 'production',",
    "NODE_ENV: 'production', URI: 'mongodb://app:hunter2@app-1:27017/x',",
  ],
  ['the same with a service record', /bin\/check$/, /$/, 'mongosh mongodb+srv://ordination:geheim99@cluster0.x.mongodb.net\n'],
  ['a password in an address of the web', /prometheus\.yml$/, /$/, '# https://metrics:s3cretpw@metrics.example/\n'],
  [
    'a password in an address of a box',
    /backup\.env$/,
    /RESTIC_REPOSITORY=.*/,
    'RESTIC_REPOSITORY="sftp://u1:Sommer2026!@u1.your-storagebox.de/x"',
  ],
  ['a password of OpenTofu', /variables\.tf$/, /$/, 'locals {\n  storage_box_password = "Winter-2026-xyz"\n}\n'],
  ['a default of a variable of OpenTofu', /backup\.tf$/, 'var.storage_box_password', '"A-1234567890abcdef"'],
  ['a password for the mail server', /msmtprc$/, /passwordeval.*/, 'password: Sommer2026'],
  ['a password in YAML', /alertmanager\.yml$/, /smtp_auth_password_file: .*/, "smtp_auth_password: 'pa55-w0rd'"],
  ['a passphrase in a script', /sbin\/ordination-disk$/, /$/, 'passphrase=correct-horse-7-battery\n'],
  ['a token of the vendor by its name', /versions\.tf$/, /$/, `provider "hcloud" {\n  token = "${word64}"\n}\n`],
  ['a token of the vendor by its look', /docs\/de\/guide\.md$/, /$/, `Das Token ist ${word64}.\n`],
  ['a token of GitHub', /deploy\.yml$/, /$/, `# ghp_${word64.slice(0, 36)}\n`],
  ['a new token of GitHub', /watch\.yml$/, /$/, `# github_pat_${word64.slice(0, 40)}\n`],
  ['a key of AWS', /rclone\.conf$/, /$/, 'access_key_id = AKIAIOSFODNN7EXAMPLE\n'],
  ['the secret part of a key of AWS', /rclone\.conf$/, /$/, 'secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n'],
  ['a key of Azure', /rclone\.conf$/, /$/, `# AccountKey=${word64}Zz9Yy8Xx7Ww6Vv5Uu4Tt3Ss==\n`],
  ['a password of the backup, as it is made', /docs\/en\/secrets\.md$/, /$/, `The password is \`${hex}\`.\n`],
  ['half of one', /bin\/make-secrets$/, /$/, `echo ${hex.slice(0, 32)}\n`],
  ['a line of a key file of MongoDB', /mongod\.conf$/, /$/, '# Kx7vQ2mZ9pLr4TtYw8Nf3BcJ6hDsGa1eUoXiVb5R0kMqWzPnC+jH/SyEdFgAl2u4\n'],
  ['a token with a signature', /ordination-metrics$/, /$/, '# eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N\n'],
  ['a password in a header', /ordination-deploy$/, /$/, '# Authorization: Basic YWRtaW46aHVudGVyMg==\n'],
  [
    'the hash of a password',
    /cloud-init\/vote-1\.yaml$/,
    /$/,
    '# passwd: $6$rounds=4096$q7Tz0vKp2Wm9$XrB4sYc1LdE8hN5jGf3UaQ6oRi7PwZxC0bVnM2k\n',
  ],
  ['a key of borg', /ssh_config$/, /$/, `BORG_KEY ${hex}\n`],
  [
    'a session secret in the environment',
    /ecosystem\.config\.cjs$/,
    "NODE_ENV: 'production',",
    "NODE_ENV: 'production', SESSION_SECRET: 'x1y2z3-not-so-secret',",
  ],
];

describe('what is planted is found', () => {
  const files: Files = filesFor(layoutOf('pair'));

  it.each(planted)('%s', (_what, path, from, to) => {
    const hit = Object.entries(files).find(([name, text]) => path.test(name) && text.replace(from, () => to) !== text);
    expect(hit, String(path)).toBeDefined();
    const [, text] = hit!;
    expect(secretsIn(text)).toEqual([]);
    expect(secretsIn(text.replace(from, () => to))).not.toEqual([]);
  });
});

it.each([
  'password_file: /etc/ordination/secrets/smtp-password',
  'ssh-keygen -t ed25519 -N "" -f backup-key',
  'password = var.storage_box_password',
  'HCLOUD_TOKEN: ${{ secrets.HCLOUD_TOKEN }}',
  'printf \'MONGODB_URI=%s://%s:%s@%s\\n\' mongodb ordination-app "$(openssl rand -hex 32)"',
  'export "$variable=$password"',
  'sha256sum --check <<<"$DIGEST  release/$VERSION.tar.gz"',
  'MACs hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com',
  'ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256',
  'postgres://host:5432/name@example',
])('no false alarm: %s', (line) => {
  expect(secretsIn(line)).toEqual([]);
});
