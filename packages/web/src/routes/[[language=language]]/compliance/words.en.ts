/** The English words of the page of the record. */
import type { de } from './words.de.ts';

export const en: typeof de = {
  title: 'Record for the files',
  lead: 'Conditions, places of the data, contracts, targets, prices and findings of the plan: to print, sign and keep.',
  readAs: 'Read by',
  reading: { compliance: 'data protection and audit', owner: 'owners', developer: 'development, operation' },
  chooseInputs: 'Inputs that count here',
  print: 'Print',
  save: 'Save as text (Markdown)',
  fileName: 'record',
  drawing: 'The ranges are being drawn …',
  sign: 'Signatures',
  signNote: 'To be filled in on paper. Nothing is entered here and nothing is stored.',
  signers: ['Prepared by', 'Checked by'],
  signFields: ['Name', 'Role', 'Date', 'Signature'],
  emptyLine: 'empty line',
};
