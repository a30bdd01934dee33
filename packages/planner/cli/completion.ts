/** `ordiplan completion`: what a shell needs to complete commands, flags and their values, made from the same descriptions as the help. */
import { words, type Language, type ScenarioKey } from '@ordiplan/planner';
import type { Command, Flag, Group } from './command.ts';
import { flagOf } from './flag-name.ts';
import { flagsOf } from './help.ts';
import { done } from './outcome.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** The command, for a list that holds it as well. */
export function completion(commands: () => readonly (Command | Group)[]): Command {
  return {
    name: 'completion',
    usage: shells.join('|'),
    about: { de: 'Vervollständigung für die Shell', en: 'Completion for your shell' },
    more: {
      de: 'bash: source <(ordiplan completion bash), etwa in ~/.bashrc. zsh: ordiplan completion zsh > ~/.zfunc/_ordiplan, mit ~/.zfunc in fpath.\nfish: ordiplan completion fish > ~/.config/fish/completions/ordiplan.fish',
      en: 'bash: source <(ordiplan completion bash), for example in ~/.bashrc. zsh: ordiplan completion zsh > ~/.zfunc/_ordiplan, with ~/.zfunc in fpath.\nfish: ordiplan completion fish > ~/.config/fish/completions/ordiplan.fish',
    },
    takesScenario: false,
    flags: [],
    words: { names: ['SHELL'], least: 1, choices: shells },
    examples: ['ordiplan completion bash'],
    run: ({ words: [shell], language }) => {
      return done(scripts[shell as Shell](commands(), language));
    },
  };
}

const scripts: Readonly<Record<Shell, (commands: readonly (Command | Group)[], language: Language) => string>> = { bash, zsh, fish };

const isGroup = (one: Command | Group): one is Group => 'pass' in one;

/** What can follow a command that is no flag. */
function followers(one: Command | Group): readonly string[] {
  return isGroup(one) ? one.commands : (one.words?.choices ?? []);
}

/** The values that a flag can have, as far as they can be listed. */
function valuesOf({ name, choices }: Flag): readonly string[] {
  return choices ?? inputChoices[name] ?? [];
}

/** Inputs of a scenario that are one of a few: read from what they may be, which stands there in quotes. */
const inputChoices: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(words.en.fieldLimit).flatMap(([key, limit]) => {
    const choices = [...limit.matchAll(/“([\w.-]+)”/g)].map(([, choice]) => choice!);
    const isList = /^“/.test(limit) && choices.length > 1;
    return isList ? [[flagOf(key as ScenarioKey), choices]] : [];
  }),
);

/** In single quotes, as all three shells read them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function bash(commands: readonly (Command | Group)[]): string {
  const all = commands.filter((one): one is Command => !isGroup(one));
  const flags = new Map(all.flatMap((command) => flagsOf(command).map((flag) => [flag.name, flag] as const)));
  const values = [...flags.values()].filter((flag) => valuesOf(flag).length > 0);
  const files = [...flags.values()].filter(({ completes }) => completes !== undefined);
  return `# bash completion for ordiplan: source <(ordiplan completion bash)
_ordiplan() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=''
  COMPREPLY=()
  case $before in
${values.map((flag) => `    --${flag.name}) words=${quoted(valuesOf(flag).join(' '))} ;;`).join('\n')}
    ${files.map(({ name }) => `--${name}`).join('|')}) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
  esac
  if [[ -z $words ]]; then
    if (( COMP_CWORD == 1 )); then
      words=${quoted([...commands.map(({ name }) => name), '--help', '--version'].join(' '))}
    else
      case \${COMP_WORDS[1]} in
${commands.map((one) => `        ${one.name}) words=${quoted([...followers(one), ...(isGroup(one) ? ['--help'] : flagsOf(one).map(({ name }) => `--${name}`))].join(' '))} ;;`).join('\n')}
      esac
    fi
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  if (( \${#COMPREPLY[@]} == 0 )) && [[ $word != -* ]]; then mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi
}
complete -F _ordiplan ordiplan
`;
}

function zsh(commands: readonly (Command | Group)[], language: Language): string {
  const told = (text: string) => text.replace(/[[\]:\\]/g, '\\$&');
  const spec = (flag: Flag) => {
    const values = valuesOf(flag);
    const action = values.length > 0 ? `(${values.join(' ')})` : flag.completes ? '_files' : '';
    return quoted(`--${flag.name}[${told(flag.about[language])}]${flag.value === undefined ? '' : `:${told(flag.value)}:${action}`}`);
  };
  const rest = (one: Command) => {
    const choices = followers(one);
    return choices.length > 0 ? [quoted(`*:${one.words!.names[0]}:(${choices.join(' ')})`)] : one.words ? [quoted('*:file:_files')] : [];
  };
  return `#compdef ordiplan
# zsh completion for ordiplan
_ordiplan() {
  local -a commands
  commands=(
${commands.map(({ name, about }) => `    ${quoted(`${name}:${about[language].replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe -t commands 'ordiplan' commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands
  .map((one) =>
    isGroup(one)
      ? `    ${one.name}) _values ${quoted(one.name)} ${one.commands.map(quoted).join(' ')} ;;`
      : `    ${one.name}) _arguments -s \\\n${[...flagsOf(one).map(spec), ...rest(one)].map((line) => `      ${line}`).join(' \\\n')} ;;`,
  )
  .join('\n')}
  esac
}
compdef _ordiplan ordiplan
`;
}

function fish(commands: readonly (Command | Group)[], language: Language): string {
  const lines = commands.flatMap((one) => {
    const when = `-n ${quoted(`__fish_seen_subcommand_from ${one.name}`)}`;
    const subs = followers(one);
    const flags = isGroup(one) ? [] : flagsOf(one);
    return [
      `complete -c ordiplan -n __fish_use_subcommand -a ${one.name} -d ${quoted(one.about[language])}`,
      ...(subs.length > 0 ? [`complete -c ordiplan ${when} -a ${quoted(subs.join(' '))}`] : []),
      ...flags.map((flag) => {
        const values = valuesOf(flag);
        const argument = values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : flag.completes ? ' -r -F' : flag.value ? ' -x' : '';
        return `complete -c ordiplan ${when} -l ${flag.name}${argument} -d ${quoted(flag.about[language])}`;
      }),
    ];
  });
  // Only where a command takes files are files proposed.
  const withFiles = commands.filter((one) => !isGroup(one) && one.words?.completes !== undefined).map(({ name }) => name);
  return [
    '# fish completion for ordiplan',
    `complete -c ordiplan -n ${quoted(`not __fish_seen_subcommand_from ${withFiles.join(' ')}`)} -f`,
    ...lines,
    '',
  ].join('\n');
}
