/** The documents, in German and English: guide, checklist, recovery plan, run book, secrets, compliance record, contract with the software. */
import { headed, type Files } from '../files.ts';
import { documentNames } from '../names.ts';
import type { Site } from '../site.ts';
import { checklist } from './checklist.ts';
import { compliance } from './compliance.ts';
import { appContract } from './contract.ts';
import { guide } from './guide.ts';
import { recovery } from './recovery.ts';
import { runbook } from './runbook.ts';
import { secrets } from './secrets.ts';
import { both, documentLanguages, markdownOf, practices, type Both, type Part } from './text.ts';

const documentParts: Readonly<Record<keyof typeof documentNames, (site: Site) => Part[]>> = {
  guide,
  checklist,
  recovery,
  runbook,
  secrets,
  compliance,
  contract: appContract,
};

const titles: Readonly<Record<keyof typeof documentNames, Both>> = {
  guide: both('Einrichten, Schritt für Schritt', 'Setting up, step by step'),
  checklist: both('Checkliste vor dem Betrieb', 'Checklist before going live'),
  recovery: both('Wenn etwas passiert', 'If something happens'),
  runbook: both('Alarme', 'Alerts'),
  secrets: both('Geheimnisse', 'Secrets'),
  compliance: both('Nachweise zum Datenschutz', 'Data protection record'),
  contract: both('Was die Software können muss', 'What the software must be able to do'),
};

export function documents(site: Site): Files {
  const keys = Object.keys(documentNames) as (keyof typeof documentNames)[];
  const translated = documentLanguages.flatMap((language) =>
    keys.map(
      (key) => [`docs/${language}/${documentNames[key]}`, headed('<!--', markdownOf(documentParts[key](site), language), site)] as const,
    ),
  );
  return { ...Object.fromEntries(translated), 'README.md': headed('<!--', readme(site), site) };
}

/** Both languages on one page: whoever opens the folder sees where to begin. */
function readme(site: Site): string {
  const { plan } = site;
  const words = practices(site.wishes.jurisdiction);
  const parts = documentLanguages.flatMap((language): string[] => {
    const text = both(
      `Diese Dateien richten den Plan „${plan.id}“ für ${plan.tenants} ${words.de} unter \`${plan.domain}\` ein. Sie stammen aus derselben Teileliste wie die Rechnung. Keine enthält ein Geheimnis. Beginnen Sie mit [der Anleitung](docs/de/${documentNames.guide}).`,
      `These files set up the plan “${plan.id}” for ${plan.tenants} ${words.en} at \`${plan.domain}\`. They come from the same parts list as the bill. None contains a secret. Begin with [the guide](docs/en/${documentNames.guide}).`,
    );
    const links = (Object.keys(documentNames) as (keyof typeof documentNames)[]).map(
      (key) => `- [${titles[key][language]}](docs/${language}/${documentNames[key]})`,
    );
    return [`## ${language === 'de' ? 'Deutsch' : 'English'}`, text[language], links.join('\n')];
  });
  const tree = [
    '| | |',
    '|---|---|',
    '| `infra/` | OpenTofu |',
    '| `cloud-init/` | Erster Start der Server · first boot of the servers |',
    '| `servers/NAME/` | Dateien des Servers an ihrem Ort · files of the server in their places |',
    '| `bin/` | Für den Rechner der Administration · for the administrator’s machine |',
    '| `.github/workflows/` | Auslieferung, Blick von außen · deployment, look from outside |',
    '| `monitoring/` | Prüfungen der Alarme · tests of the alerts |',
    '| `docs/` | Deutsch, English |',
  ].join('\n');
  return `${['# ' + site.wishes.project, ...parts, '## Inhalt · Contents', tree].join('\n\n')}\n`;
}
