/** The words of the difference between two scenarios. */
import type { Language } from '../units/text.ts';

const de = {
  heading: { inputs: 'Angaben', figures: 'Was sich ändert', parts: 'Teile', files: 'Dateien' },
  column: { input: 'Angabe', figure: 'Größe', part: 'Teil', file: 'Datei', before: 'vorher', after: 'nachher', change: 'Unterschied' },
  row: {
    tenants: 'Ordinationen, heute → in 12 Monaten',
    plan: 'Empfehlung',
    machines: 'Server',
    net: 'Preis im Monat, netto',
    gross: 'Preis im Monat, brutto',
    total: 'Gesamtkosten im Monat',
    down: 'Ausfall in Öffnungszeiten, Stunden im Jahr',
    loss: 'Nach Serververlust wieder da',
    reach: 'Reicht bis, Ordinationen',
  },
  none: 'keine',
  nothing: 'Dieselben Angaben: Nichts ändert sich.',
  sameParts: 'Die Teile sind dieselben.',
  sameFiles: 'Die Dateien sind dieselben.',
  fileKind: { added: 'neu', removed: 'entfällt', changed: 'geändert' },
  lines: (added: number, removed: number) => `+${added} −${removed} Zeilen`,
};

type ChangesWords = typeof de;

const en: ChangesWords = {
  heading: { inputs: 'Inputs', figures: 'What changes', parts: 'Parts', files: 'Files' },
  column: { input: 'input', figure: 'figure', part: 'part', file: 'file', before: 'before', after: 'after', change: 'difference' },
  row: {
    tenants: 'Practices, today → in 12 months',
    plan: 'Recommendation',
    machines: 'Servers',
    net: 'Price a month, net',
    gross: 'Price a month, gross',
    total: 'Total cost a month',
    down: 'Outage in opening hours, hours a year',
    loss: 'Back after the loss of a server',
    reach: 'Enough for, practices',
  },
  none: 'none',
  nothing: 'The same inputs: nothing changes.',
  sameParts: 'The parts are the same.',
  sameFiles: 'The files are the same.',
  fileKind: { added: 'new', removed: 'dropped', changed: 'changed' },
  lines: (added, removed) => `+${added} −${removed} lines`,
};

export const changesWords: Readonly<Record<Language, ChangesWords>> = { de, en };
