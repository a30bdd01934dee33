/** Writes the reference of the public interface from the comments of the sources: docs/api, which is also the report of what changed in it. */
import { join } from 'node:path';
import {
  Application,
  Converter,
  LiteralType,
  makeRecursiveVisitor,
  ReflectionKind,
  type DeclarationReflection,
  type ProjectReflection,
  type SomeType,
} from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import manifest from '../package.json' with { type: 'json' };

const source = join(import.meta.dirname, '..');

/** Where the reference lies in the repository. */
export const referenceFolder = join(source, '../../docs/api');

/** What the sources export, and who read it. */
export interface Interface {
  readonly app: Application;
  readonly project: ProjectReflection;
}

/** Tables, because twelve hundred properties fill a book as headings. Nothing that differs between machines or days. */
const style: Partial<PluginOptions> = {
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  expandParameters: true,
  pageTitleTemplates: { module: ({ name }) => (name === 'index' ? manifest.name : `${manifest.name}/${name}`) },
  indexFormat: 'list',
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  typeDeclarationVisibility: 'compact',
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
    hideSources: true,
    leftAlignHeaders: true,
  },
};

/** Writes one Markdown file for each entry, and the list of them, into `folder`, which is emptied first. Throws if typedoc finds faults. */
export async function writeReference({ app, project }: Interface, folder: string): Promise<void> {
  app.options.setValue('outputs', [{ name: 'markdown', path: folder }]);
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('The reference has faults: see above.');
}

/** The names of all exports that no comment explains, as "entry: name". */
export function undocumented({ project: { children: entries = [] } }: Interface): string[] {
  return entries.flatMap(({ name, children = [] }) =>
    children.filter((symbol) => !isDocumented(symbol)).map((symbol) => `${name}: ${symbol.name}`),
  );
}

/** What the sources export, read once. Throws if they do not compile. */
export async function readInterface(): Promise<Interface> {
  const app = await Application.bootstrapWithPlugins({
    ...style,
    plugin: ['typedoc-plugin-markdown'],
    router: 'module',
    name: manifest.name,
    entryPoints: Object.values(manifest.exports).map((file) => join(source, file)),
    tsconfig: join(source, 'tsconfig.json'),
    basePath: source,
    readme: 'none',
    disableSources: true,
    disableGit: true,
    excludeExternals: true,
    excludePrivate: true,
    sort: ['kind', 'alphabetical'],
    validation: { notExported: false, invalidLink: true, notDocumented: false },
    logLevel: 'Warn',
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    project.children?.forEach(nameAsImported);
    sortChoices(project);
  });
  const project = await app.convert();
  if (!project) throw new Error('The sources cannot be read: run "npm run check:types".');
  return { app, project };
}

/** A file is named after what one imports, not after where it lies. */
function nameAsImported(entry: DeclarationReflection): void {
  if (entry.name === 'src') entry.name = 'index';
}

/** The compiler lists the texts of a choice in the order in which it met them anywhere: another import elsewhere must change nothing here. */
function sortChoices(project: ProjectReflection): void {
  const visitor = makeRecursiveVisitor({
    union: ({ types }) => {
      const texts = types
        .filter((type): type is LiteralType => type instanceof LiteralType)
        .sort((a, b) => (String(a) < String(b) ? -1 : 1));
      for (const [i, type] of types.entries()) if (type instanceof LiteralType) types[i] = texts.shift()!;
    },
  });
  for (const reflection of Object.values(project.reflections)) (reflection as { type?: SomeType }).type?.visit(visitor);
}

function isDocumented(symbol: DeclarationReflection): boolean {
  return (
    symbol.kindOf(ReflectionKind.Reference) || symbol.hasComment() || (symbol.signatures ?? []).some((signature) => signature.hasComment())
  );
}

if (import.meta.main) {
  await writeReference(await readInterface(), referenceFolder);
  process.stdout.write('The reference is in docs/api.\n');
}
