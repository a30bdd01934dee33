/** JSON for programs: exact money as text, unknown figures as null instead of a missing key. */

/** Two spaces of indentation and a final line feed. Numbers that no machine reaches (infinite) are null as well. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, asJson, 2)}\n`;
}

function asJson(key: string, part: unknown): unknown {
  if (part === undefined || part === Infinity) return null;
  return key === 'euro' ? withCents(String(part)) : part;
}

/** At least two decimals, so that 25.7 euro read as money: "25.70". */
function withCents(euro: string): string {
  const [whole, fraction = ''] = euro.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}
