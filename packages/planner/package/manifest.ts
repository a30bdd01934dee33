/** The package.json that is published, derived from that of the sources. */

/** The fields of a package.json that matter here. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly type: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly sideEffects: boolean;
  readonly engines: Readonly<Record<string, string>>;
  readonly bin: { readonly ordiplan: string };
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The manifest of a package whose folder holds `files`, in the order that readers are used to. */
export function published(source: Manifest, files: readonly string[]) {
  const { name, version, license, type, description, keywords, sideEffects, engines, dependencies } = source;
  const entries = Object.entries(source.exports).map(([path, file]) => [path, compiled(file)]);
  return {
    ...{ name, version, description, keywords, license, type, sideEffects, engines },
    bin: { ordiplan: source.bin.ordiplan.replace(/\.ts$/, '.js') },
    exports: { ...Object.fromEntries(entries), './package.json': './package.json' },
    files,
    dependencies,
    publishConfig: { access: 'public' },
  };
}

/** Types first: the first condition that a reader knows counts. */
function compiled(file: string) {
  return { types: file.replace(/\.ts$/, '.d.ts'), default: file.replace(/\.ts$/, '.js') };
}
