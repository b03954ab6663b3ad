/** Fills `target` with the values at these rows, in their order, and returns it. `from` of a typed array takes many times as long. */
export function gather<Values extends Uint8Array | Float32Array | Int32Array>(values: Values, rows: Int32Array, target: Values): Values {
  for (let position = 0; position < rows.length; position++) target[position] = values[rows[position] ?? 0] ?? 0;
  return target;
}
