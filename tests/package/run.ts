/** Runs programs in the project that has installed the package. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';

export const { project, tarball, nodes } = inject('installed');

/** Room for a whole comparison as JSON. */
const maxBuffer = 64 * 2 ** 20;

/** What a program wrote. Throws if it ends with another code than 0. */
export async function run(program: string, args: readonly string[], cwd = project): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(program, args, { cwd, maxBuffer, env: { PATH: process.env.PATH } });
}

/** Writes a file of the project and returns its path. */
export function write(name: string, text: string): string {
  const file = join(project, name);
  writeFileSync(file, text);
  return file;
}
