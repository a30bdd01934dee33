/** The colours of code: no letter is lost in any line of any bundle, and what the languages ask for is told apart. */
import { describe, expect, it } from 'vitest';
import { highlight, kindOf, type CodeKind, type Part } from '../../packages/web/src/lib/highlight.ts';
import { filesFor, layouts } from '../manifests/bundles.ts';

/** Parts as one text: «comment», ‹string›, *keyword*. */
function marked(parts: readonly Part[]): string {
  const signs = { comment: ['«', '»'], string: ['‹', '›'], keyword: ['*', '*'] } as const;
  return parts.map(({ text, kind }) => (kind ? signs[kind][0] + text + signs[kind][1] : text)).join('');
}

function shown(kind: CodeKind, text: string): string[] {
  return highlight(kind, text.split('\n')).map(marked);
}

describe.each(layouts.map((layout) => [layout.name, layout] as const))('%s', (_, layout) => {
  const files = filesFor(layout);

  it('gives back every line of every file', () => {
    for (const [path, text] of Object.entries(files)) {
      const lines = text.split('\n');
      const parts = highlight(kindOf(path, text), lines);
      expect(parts.map((line) => line.map((part) => part.text).join(''))).toEqual(lines);
      for (const part of parts.flat()) expect(part.text).not.toBe('');
    }
  });

  it('leaves no text open at the end of a file', () => {
    for (const [path, text] of Object.entries(files)) {
      const kind = kindOf(path, text);
      if (kind === 'plain') continue;
      // A line that means something else as soon as a text is still open.
      const probe = {
        shell: 'true',
        script: 'return',
        hcl: 'locals {',
        yaml: 'a: b',
        json: '"a": 1',
        nginx: 'user x;',
        ini: '[Unit]',
        markdown: '# a',
      };
      expect(highlight(kind, [...text.trimEnd().split('\n'), probe[kind]]).at(-1)?.[0], path).toMatchObject({ kind: 'keyword' });
    }
  });

  it('takes the head of each file for comments', () => {
    for (const [path, text] of Object.entries(files)) {
      const lines = text.split('\n').slice(0, 4);
      const parts = highlight(kindOf(path, text), lines);
      lines.forEach((line, i) => {
        if (/Ordiplan \d|Prices: |Scenario: /.test(line)) expect(parts[i], path).toEqual([{ text: line, kind: 'comment' }]);
      });
    }
  });
});

describe('the kind of a file', () => {
  it.each([
    ['bin/check', '#!/bin/bash\n', 'shell'],
    ['servers/app-1/usr/local/sbin/ordination-address', '#!/usr/bin/node\n', 'script'],
    ['infra/servers.tf', '# x\n', 'hcl'],
    ['infra/terraform.tfvars.example', '', 'hcl'],
    ['cloud-init/app-1.yaml', '#cloud-config\n', 'yaml'],
    ['.github/workflows/deploy.yml', '', 'yaml'],
    ['servers/app-1/etc/mongod.conf', '', 'yaml'],
    ['servers/app-1/etc/nginx/nginx.conf', '', 'nginx'],
    ['servers/app-1/etc/systemd/system/ordination-app.service', '', 'ini'],
    ['servers/app-1/etc/fail2ban/jail.local', '', 'ini'],
    ['servers/app-1/opt/ordination/ecosystem.config.cjs', '', 'script'],
    ['docs/de/guide.md', '', 'markdown'],
    ['package.json', '', 'json'],
    ['servers/app-1/etc/hosts', '', 'plain'],
  ] as const)('%s', (path, text, kind) => {
    expect(kindOf(path, text)).toBe(kind);
  });
});

describe('the parts of a line', () => {
  it.each<readonly [CodeKind, string, string]>([
    ['shell', 'set -euo pipefail', '*set* -euo pipefail'],
    ['shell', '# why', '«# why»'],
    ['shell', 'echo a # b', '*echo* a «# b»'],
    ['shell', 'echo a#b "# c"', '*echo* a#b ‹"# c"›'],
    ['shell', 'MIN=1500', 'MIN=1500'],
    ['shell', 'readonly MIN=1500', '*readonly* MIN=1500'],
    ['shell', 'LC_ALL=C sort x | uniq -c', 'LC_ALL=C *sort* x | *uniq* -c'],
    ['shell', "flock -n 9 || { echo 'busy' >&2; exit 75; }", "*flock* -n 9 || *{* *echo* ‹'busy'› >&2; *exit* 75; *}*"],
    ['shell', 'if [ -s "$a" ]; then', '*if* *[* -s ‹"$a"› ]; *then*'],
    ['shell', 'printf "%s" "$(date +%s)"', '*printf* ‹"%s"› ‹"$(›*date*‹ +%s)"›'],
    ['shell', 'x="$(jq -r ".\\"a\\"" <<<"$b")" && y', 'x=‹"$(›*jq*‹ -r ".\\"a\\"" <<<"$b")"› && *y*'],
    ['shell', 'start) run ;;', 'start) *run* ;;'],
    ['shell', 'say "${1:-it\'s}" here', '*say* ‹"${1:-it\'s}"› here'],
    ['hcl', 'resource "hcloud_server" "app" {', '*resource* ‹"hcloud_server"› ‹"app"› {'],
    ['hcl', '  name = "a-${join(",", x)}" # b', '  name = ‹"a-${join(",", x)}"› «# b»'],
    ['yaml', '  - name: "a: b" # c', '  *- name*: ‹"a: b"›« # c»'],
    ['yaml', "run: echo don't", "*run*: echo don't"],
    ['nginx', '    listen 443 ssl; # all', '    *listen* 443 ssl;« # all»'],
    ['ini', '[Service]', '*[Service]*'],
    ['ini', 'ExecStart=/bin/true "a b"', '*ExecStart*=/bin/true ‹"a b"›'],
    ['script', "const a = /'/.test('b'); // c", "*const* a = ‹/'/›.test(‹'b'›); «// c»"],
    ['script', 'return a / b / c;', '*return* a / b / c;'],
    ['json', '{ "a": "b" }', '{ ‹"a"›: ‹"b"› }'],
    ['markdown', '## Titel', '*## Titel*'],
    ['markdown', 'Mit `bin/on` und `x`.', 'Mit ‹`bin/on`› und ‹`x`›.'],
    ['plain', 'Port 22', '*Port* 22'],
  ])('%s: %s', (kind, line, expected) => {
    expect(shown(kind, line)).toEqual([expected]);
  });

  it('follows a text, a document and a continued command over several lines', () => {
    expect(shown('shell', "awk '\n  # no comment\n' x\ncat <<'END'\n$(no \"text\nEND\nls")).toEqual([
      "*awk* ‹'›",
      '‹  # no comment›',
      "‹'› x",
      "*cat* ‹<<'END'›",
      '‹$(no "text›',
      '‹END›',
      '*ls*',
    ]);
    expect(shown('shell', 'restic backup \\\n  --tag x \\\n  y\nls')).toEqual(['*restic* backup \\', '  --tag x \\', '  y', '*ls*']);
  });

  it('follows comments and templates of a script', () => {
    expect(shown('script', '/* a\n b */ const c = `d\ne`;')).toEqual(['«/* a»', '« b */» *const* c = ‹`d›', '‹e`›;']);
  });

  it('takes fenced code for one text', () => {
    expect(shown('markdown', '```sh\n# a\n```\n# b')).toEqual(['‹```sh›', '‹# a›', '‹```›', '*# b*']);
  });
});
