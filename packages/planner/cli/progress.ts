/** A bar on the error stream that says how far a search is; nothing where nobody watches. */
import { percentText, type Language } from '@ordiplan/planner';

const clearLine = '\r\u001b[K';
const barLength = 32;

/** Takes shares from 0 to 1; the line is gone at 1. */
export function progressLine(say: (percent: string) => string, language: Language): (share: number) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => undefined;
  let shown = '';
  return (share) => {
    const done = Math.round(share * barLength);
    const line = share < 1 ? `${'█'.repeat(done)}${'░'.repeat(barLength - done)} ${say(percentText(share, language))}` : '';
    if (line !== shown) stderr.write(clearLine + line);
    shown = line;
  };
}
