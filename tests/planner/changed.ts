/** A copy of a JSON value with one place changed: for files that are wrong in exactly one way. */

/** `undefined` takes the place out. The places on the way must exist. */
export function changed(json: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(json)) return json.map((item: unknown, i) => (i === key ? changed(item, rest, value) : item));
  const record = json as Readonly<Record<string, unknown>>;
  if (rest.length > 0 && !(key in record)) throw new Error(`There is no "${key}" to change.`);
  const next = rest.length === 0 ? value : changed(record[key], rest, value);
  return Object.fromEntries(Object.entries({ ...record, [key]: next }).filter(([, item]) => item !== undefined));
}
