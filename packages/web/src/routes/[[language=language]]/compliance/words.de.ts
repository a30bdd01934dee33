/** Die deutschen Worte der Seite der Nachweise. */
export const de = {
  title: 'Nachweis für das Protokoll',
  lead: 'Bedingungen, Orte der Daten, Verträge, Ziele, Preise und Befunde des Plans, zum Drucken, Unterschreiben und Ablegen.',
  readAs: 'Gelesen von',
  reading: { compliance: 'Datenschutz und Prüfung', owner: 'Inhaberin, Inhaber', developer: 'Entwicklung, Betrieb' },
  chooseInputs: 'Angaben, die hier zählen',
  print: 'Drucken',
  save: 'Als Text sichern (Markdown)',
  fileName: 'nachweis',
  drawing: 'Die Spannen werden gezogen …',
  sign: 'Unterschriften',
  signNote: 'Auf Papier auszufüllen. Hier wird nichts eingegeben und nichts gespeichert.',
  signers: ['Erstellt von', 'Geprüft von'],
  signFields: ['Name', 'Funktion', 'Datum', 'Unterschrift'],
  emptyLine: 'leere Zeile',
};
