/** Finds the addresses in a sentence, so that they can be followed. */
export interface TextPart {
  readonly text: string;
  /** Undefined for plain words. */
  readonly href: string | undefined;
}

/** Addresses as people write them: with https, or a host that sources of ours name, with a path or without. */
const address = /https?:\/\/[^\s,;()]*[^\s,;().]|\b(?:[a-z0-9-]+\.)+(?:com|at|de|eu|ms)\b(?:\/[\w./-]*\w)?/g;

/** The parts of a sentence; joined they are the sentence again. */
export function linkedParts(sentence: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: text, index } of sentence.matchAll(address)) {
    if (index > end) parts.push({ text: sentence.slice(end, index), href: undefined });
    parts.push({ text, href: /^https?:/.test(text) ? text : `https://${text}` });
    end = index + text.length;
  }
  return end < sentence.length ? [...parts, { text: sentence.slice(end), href: undefined }] : parts;
}
