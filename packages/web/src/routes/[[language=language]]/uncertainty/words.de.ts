/** Die Worte der Seite über die Unsicherheit. */
import type { TornadoFigure } from '@ordiplan/planner';

const practices = (count: string) => (count === '1' ? '1\u00a0Ordination' : `${count}\u00a0Ordinationen`);

/** „a“, „b“ und 3 weitere. */
function named(all: readonly string[], left: number): string {
  const quoted = all.map((one) => `„${one}“`);
  if (left > 0) return `${quoted.join(', ')} und ${left === 1 ? 'eine weitere' : `${left}\u00a0weitere`}`;
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} und ${quoted.at(-1)}`;
}

export const de = {
  title: 'Wie sicher ist das Ergebnis?',
  carries: (name: string, tenants: string, often: string, percent: string) =>
    `Empfohlen ist ${name}. Die Server tragen ${tenants === '1' ? 'die eine\u00a0Ordination' : `die ${practices(tenants)}`} von heute ${often} (${percent}).`,
  noRecommendation: 'Für diese Angaben gibt es keine Empfehlung. Die Spannen gelten für jede Bauweise einzeln.',
  often: {
    always: 'in allen Ziehungen',
    mostly: 'in mehr als 9 von 10\u00a0Ziehungen',
    about: (tenths: number) => `in etwa ${tenths} von 10\u00a0Ziehungen`,
    rarely: 'in weniger als 1 von 10\u00a0Ziehungen',
    never: 'in keiner Ziehung',
  },
  noChange: 'Keine einzelne Annahme ändert innerhalb ihrer Spanne die Entscheidung.',
  changes: (all: readonly string[], left: number) =>
    all.length + left === 1
      ? `Eine Annahme kann die Entscheidung allein und innerhalb ihrer Spanne ändern: ${named(all, left)}.`
      : `${all.length + left}\u00a0Annahmen können die Entscheidung ändern, jede allein und innerhalb ihrer Spanne: ${named(all, left)}.`,
  toValues: 'Ab welchem Wert?',
  drawing: 'Wie oft die Server reichen, wird gerade gezogen.',
  studying: 'Welche Annahme die Entscheidung ändern kann, wird gerade gesucht.',
  ranges: 'Spannen der Ergebnisse',
  rangesNote: 'jede Annahme zugleich irgendwo in ihrer Spanne, für alle Bauweisen dieselben Ziehungen',
  draws: 'Zahl der Ziehungen',
  again: 'Neu rechnen',
  cancel: 'Abbrechen',
  progress: (count: string) => `${count} Ziehungen laufen`,
  shown: 'Gezeigt:',
  stillShown: 'Noch gezeigt:',
  shownOf: (draws: string, seed: number) => `${draws}\u00a0Ziehungen mit Startwert\u00a0${seed}`,
  scenarioOf: (today: string, later: string, day: string) => `${practices(today)} heute, ${later} in 12\u00a0Monaten, Stand ${day}`,
  cancelled: 'Abgebrochen.',
  figures: 'Ergebnisse der Bauweisen: p50, darunter p10–p90',
  rows: {
    price: ['Preis im Monat', 'netto'],
    outage: ['Ausfall in Öffnungszeiten', 'Stunden im Jahr'],
    loss: ['Nach Serververlust', 'bis alles wieder läuft'],
    reach: ['Reicht bis', 'Ordinationen, mit den Servern von heute'],
    availability: ['Verfügbarkeit', 'Anteil der Zeit'],
    carries: ['Trägt die Ordinationen', 'von heute, Anteil der Ziehungen'],
    target: ['Verfügbarkeit ab', 'Anteil der Ziehungen'],
  },
  scaleFrom: (low: string) => `Anteil der Zeit, Balken ab ${low}`,
  points: 'Ab wie vielen Ordinationen die nächste Stufe nötig ist: p50, darunter p10–p90',
  point: (number: number) => `${number}. Stufe`,
  pointsNote: 'Ordinationen',
  to: (machines: string) => `dann ${machines}`,
  end: 'keine größere Stufe',
  key: 'Balken p10–p90, Strich p50',
  explain: [
    'p10–p90 heißt: In 8 von 10 Ziehungen liegt der Wert dazwischen, in je einer darunter und darüber. p50 ist die Mitte.',
    'Die Spannen gelten für das Mittel aller Ordinationen eines Servers und für das Mittel vieler Jahre, nicht für eine einzelne Ordination und nicht für ein bestimmtes Jahr.',
  ],
  method: 'Wie gezogen wird',
  tornado: 'Welche Annahme bewegt am meisten?',
  tornadoNote: 'eine Annahme an jedem Ende ihrer Spanne, alle anderen beim wahrscheinlichen Wert',
  plan: 'Bauweise',
  figure: 'Ergebnis',
  figureName: { reach: 'Reicht bis (Ordinationen)', openingHoursDown: 'Ausfall in Öffnungszeiten' } satisfies Record<TornadoFigure, string>,
  of: (name: string, scenario: string) => `${name}, ${scenario}`,
  bounds: {
    reach: (worst: string, best: string) =>
      `Alle Annahmen zugleich am schlechten Ende: ${worst === '0' ? 'keine einzige Ordination' : practices(worst)}, alle am guten: ${practices(best)}.`,
    openingHoursDown: (worst: string, best: string) =>
      `Alle Annahmen zugleich am schlechten Ende: ${worst} im Jahr, alle am guten: ${best}.`,
  } satisfies Record<TornadoFigure, unknown>,
  noTornado: 'Keine dieser Bauweisen trägt so viele Ordinationen: Es gibt nichts zu bewegen.',
  flips: 'Ab welchem Wert kippt die Entscheidung?',
  flipsNote: 'der nächste Wert jeder Angabe und jeder Annahme, an dem etwas anderes empfohlen wird',
  pareto: 'Was kostet weniger Ausfall?',
  paretoNote: 'Rechnung und Betreuung im Monat gegen Ausfall in Öffnungszeiten',
  beaten: (name: string, by: string) => `${name}: ${by} kostet nicht mehr, steht nicht länger still und verliert nicht mehr Daten.`,
  beatenTitle: 'Diese Bauweisen lohnen sich nicht:',
  noneBeaten: 'Keine Bauweise wird von einer anderen in allem erreicht oder übertroffen.',
};

export type UncertaintyWords = typeof de;
