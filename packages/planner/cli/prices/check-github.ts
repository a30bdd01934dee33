/** The check as workflow commands, which GitHub shows beside the changed lines. */
import { summary, type Report } from './check-report.ts';

export function asGithub(report: Report): string {
  const commands = report.problems.map(({ severity, line, rule, message }) => {
    const properties = { file: report.file, line: String(line), title: rule };
    const written = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
    return `::${severity} ${written.join(',')}::${text(message)}`;
  });
  return [...commands, summary(report), ''].join('\n');
}

/** As the toolkit of GitHub escapes: the percent sign first, or it would be escaped twice. */
function text(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(value: string): string {
  return text(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
