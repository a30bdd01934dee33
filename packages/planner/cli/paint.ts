/** Colours of the terminal: only where somebody looks at one, and nobody declined them. */

/** What a text is; each kind has one look. */
export interface Paint {
  readonly head: (text: string) => string;
  readonly chosen: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly open: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const asItIs = (text: string) => text;
export const plain: Paint = { head: asItIs, chosen: asItIs, good: asItIs, bad: asItIs, open: asItIs, quiet: asItIs };

const sgr = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const coloured: Paint = { head: sgr(1), chosen: sgr(36), good: sgr(32), bad: sgr(31), open: sgr(33), quiet: sgr(2) };

/** `NO_COLOR` (any text) and a dumb terminal decline colours; `FORCE_COLOR` asks for them, also into a pipe. */
export function paintFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Paint {
  if (env.NO_COLOR) return plain;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return coloured;
  return stream.isTTY && env.TERM !== 'dumb' ? coloured : plain;
}
