/** The check for people: errors first, each with where it stands. */
import { summary, type PlacedProblem, type Report } from './check-report.ts';

export function asText(report: Report): string {
  const groups = (['error', 'warning'] as const).flatMap((severity) => {
    const same = report.problems.filter((problem) => problem.severity === severity);
    return same.length === 0 ? [] : [severity === 'error' ? 'Errors' : 'Warnings', ...same.flatMap((one) => lines(one, report.file)), ''];
  });
  return [...groups, summary(report), ''].join('\n');
}

function lines({ rule, sku, pointer, line, message }: PlacedProblem, file: string): string[] {
  return [`  ${[rule, ...(sku === undefined ? [] : [sku]), `${file}:${line}`].join('  ')}`, `    ${message}`, `    ${pointer || '/'}`];
}
