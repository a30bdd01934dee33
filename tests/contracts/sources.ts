/** Source files as the contracts read them: parsed, not searched for text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

export const root = join(import.meta.dirname, '../..');

/** A file with its path from the root of the repository, e.g. "packages/planner/src/units/money.ts". */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly to: string;
  /** True if nothing of it is left when the types are taken away. */
  readonly isTypeOnly: boolean;
}

/** All TypeScript and Svelte files below a folder of the repository. */
export function sourcesIn(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !/(^|[\\/])(node_modules|build|\.svelte-kit)[\\/]/.test(file))
    .sort()
    .map((file) => sourceOf(join(folder, file)));
}

export function sourceOf(path: string): Source {
  return { path: relative(root, join(root, path)).split(sep).join('/'), text: readFileSync(join(root, path), 'utf8') };
}

/** Every import, re-export, dynamic import and imported type of a file. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  for (const node of nodesOf(source)) {
    if (ts.isImportDeclaration(node)) found.push({ to: textOf(node.moduleSpecifier), isTypeOnly: isTypeImport(node.importClause) });
    if (ts.isExportDeclaration(node) && node.moduleSpecifier)
      found.push({ to: textOf(node.moduleSpecifier), isTypeOnly: isTypeExport(node) });
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      found.push({ to: textOf(node.argument.literal), isTypeOnly: true });
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push({ to: node.arguments[0] ? textOf(node.arguments[0]) : '', isTypeOnly: false });
    }
  }
  return found;
}

/** Every node of the syntax tree of a file, of a Svelte file those of its scripts. Comments are no nodes. */
export function nodesOf({ path, text }: Source): ts.Node[] {
  const scripts = path.endsWith('.svelte') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]!) : [text];
  return scripts.flatMap((script) => below(ts.createSourceFile(path, script, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS)));
}

function below(node: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [node];
  ts.forEachChild(node, (child) => void nodes.push(...below(child)));
  return nodes;
}

function textOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : node.getText();
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const { name, namedBindings: bindings } = clause;
  return !name && bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.every((element) => element.isTypeOnly);
}

function isTypeExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  return isTypeOnly || (exportClause !== undefined && ts.isNamedExports(exportClause) && exportClause.elements.every((e) => e.isTypeOnly));
}
