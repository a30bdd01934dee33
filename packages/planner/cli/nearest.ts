/** The word that was probably meant. */
import { distance } from 'fastest-levenshtein';

/** The known word that needs the fewest changes, if they are few for its length; undefined if none comes near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const longest = 100;
  if (word.length > longest) return undefined;
  const far = (candidate: string) => distance(word.toLowerCase(), candidate.toLowerCase());
  const [best] = [...known].sort((a, b) => far(a) - far(b));
  if (best === undefined) return undefined;
  // A third of its letters may be wrong, or it is the beginning of exactly what is looked for.
  return far(best) <= Math.max(1, Math.floor(best.length / 3))
    ? best
    : known.find((candidate) => word.length > 2 && candidate.startsWith(word));
}
