/** The check as SARIF 2.1.0, the format in which tools hand their findings to each other. */
import { plannerVersion, priceRules, toJson } from '@ordiplan/planner';
import type { PlacedProblem, Report } from './check-report.ts';

export function asSarif({ file, problems }: Report): string {
  const rules = priceRules.map(({ id, says }) => ({
    id,
    shortDescription: { text: says },
    help: { text: `See docs/prices-check.md, ${id}.` },
  }));
  const driver = { name: 'ordiplan', version: plannerVersion, rules };
  const results = problems.map((problem) => resultOf(problem, encodeURI(file)));
  return toJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ tool: { driver }, results }] });
}

function resultOf({ rule, severity, message, line, pointer }: PlacedProblem, uri: string) {
  return {
    ruleId: rule,
    ruleIndex: priceRules.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: line } },
        logicalLocations: [{ fullyQualifiedName: pointer || '/' }],
      },
    ],
    // The same problem at the same place is one alert, also after lines moved.
    partialFingerprints: { 'ruleAndPointer/v1': `${rule} ${pointer}` },
  };
}
