/** Where a law can be read today. Not what was read for data/compliance.json: that is said there, with its day. */
export const lawTexts = [
  { in: /DSGVO|GDPR/, name: 'EUR-Lex', href: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj' },
  { in: /§ 393/, name: 'gesetze-im-internet.de', href: 'https://www.gesetze-im-internet.de/sgb_5/__393.html' },
  { in: /GTelG/, name: 'jusline.at', href: 'https://www.jusline.at/gesetz/gtelg_2012/gesamt' },
] as const;

/** The laws that a basis names. */
export function lawsIn(basis: string): readonly (typeof lawTexts)[number][] {
  return lawTexts.filter((law) => law.in.test(basis));
}
