/** A line on the error stream that says how far a search is; nothing where nobody watches. */
import { percentText, type Language } from '@ordiplan/planner';

const escape = '\u001b[';

/** Takes shares from 0 to 1; the line is gone at 1. */
export function progressLine(say: (percent: string) => string, language: Language): (share: number) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => undefined;
  return (share) => stderr.write(share < 1 ? `\r${say(percentText(share, language))}` : `\r${escape}K`);
}
