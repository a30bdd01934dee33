/** Properties that are worked out when somebody first reads them. */

/**
 * `known` with further properties, each given by a function that is called at the first read and never again. They are
 * properties like any other: they are listed, copied and written as JSON. The functions must be pure.
 */
export function withLater<Known extends object, Later extends object>(
  known: Known,
  later: { readonly [Key in keyof Later]: () => Later[Key] },
): Known & Later {
  const one = { ...known };
  for (const key of Object.keys(later) as (keyof Later & string)[]) {
    Object.defineProperty(one, key, { configurable: true, enumerable: true, get: () => kept(one, key, later[key]()) });
  }
  return one as Known & Later;
}

function kept<Value>(one: object, key: string, value: Value): Value {
  Object.defineProperty(one, key, { enumerable: true, value });
  return value;
}
