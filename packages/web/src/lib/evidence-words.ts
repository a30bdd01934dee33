/** The words of the evidence card, beside those that the planner says of a figure. */
import type { InputKind, Language } from '@ordiplan/planner';

const de = {
  /** The accessible name of a figure that can be asked. */
  ask: (text: string) => `${text}, Rechenweg und Belege`,
  close: 'Schließen',
  estimate: 'Schätzung: Sie ruht auf Annahmen.',
  formula: 'Formel',
  steps: 'Rechenweg',
  step: 'Schritt',
  inputs: 'Wovon die Zahl abhängt',
  more: (count: number) => (count === 1 ? '1 weitere Größe' : `${count} weitere Größen`),
  name: 'Größe',
  value: 'Wert',
  range: 'Spanne',
  kind: 'Art',
  source: 'Quelle',
  kinds: {
    stated: 'Angabe',
    changed: 'Ihr Wert',
    sourced: 'belegt',
    measured: 'gemessen',
    derived: 'abgeleitet',
    assumed: 'Annahme',
  } satisfies Record<InputKind, string>,
  prices: 'Preise und Belege',
  part: 'Teil',
  price: 'Preis, netto',
  seen: 'gesehen',
  evidence: 'Beleg',
  age: (days: number) => (days <= 0 ? 'heute' : days === 1 ? 'vor 1\u00a0Tag' : `vor ${days}\u00a0Tagen`),
  doubtful: 'nicht sicher',
  check: 'nachsehen',
  checkOf: (label: string) => `: ${label}`,
  method: 'So wird gerechnet: zur Methode',
};

type EvidenceWords = typeof de;

const en: EvidenceWords = {
  ask: (text) => `${text}, computation and evidence`,
  close: 'Close',
  estimate: 'Estimate: it rests on assumptions.',
  formula: 'Formula',
  steps: 'Computation',
  step: 'Step',
  inputs: 'What the figure depends on',
  more: (count) => (count === 1 ? '1 more input' : `${count} more inputs`),
  name: 'Input',
  value: 'Value',
  range: 'Span',
  kind: 'Kind',
  source: 'Source',
  kinds: {
    stated: 'stated',
    changed: 'your figure',
    sourced: 'sourced',
    measured: 'measured',
    derived: 'derived',
    assumed: 'assumption',
  },
  prices: 'Prices and evidence',
  part: 'Part',
  price: 'Price, net',
  seen: 'seen',
  evidence: 'Evidence',
  age: (days) => (days <= 0 ? 'today' : days === 1 ? '1 day ago' : `${days}\u00a0days ago`),
  doubtful: 'not certain',
  check: 'look it up',
  checkOf: (label) => `: ${label}`,
  method: 'How this is reckoned: to the method',
};

export const evidenceWords: Readonly<Record<Language, EvidenceWords>> = { de, en };
