import * as v from 'valibot';
import { UserError } from './userError';

/**
 * Turns something from outside into a value of the schema, or throws a `UserError` that names `what` it was, the field and
 * the value that does not fit, and how to mend it. Messages of the schemas read on from the field: "must be ...".
 */
export function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown, as: { code: string; what: string; mend: string }): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? 'it';
  // Schemas without a sentence of their own have the library's, which does not read on from the field.
  const demand = issue.message.startsWith('Invalid ') ? `must be ${issue.expected ?? 'otherwise'}` : issue.message;
  throw new UserError(as.code, `${as.what}: ${field} ${demand}, but is ${issue.received}. ${as.mend}`);
}

/** A whole number in a closed range. */
export function wholeNumber(minimum: number, maximum: number) {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(minimum, message), v.maxValue(maximum, message));
}

/** One of a few whole numbers. */
export function oneOf<const Choice extends number>(choices: readonly Choice[]) {
  return v.picklist(choices, `must be one of: ${choices.join(', ')}`);
}

/** A number in a closed range. */
export function numberFrom(minimum: number, maximum: number) {
  const message = `must be a number from ${minimum} to ${maximum}`;
  return v.pipe(v.number(message), v.minValue(minimum, message), v.maxValue(maximum, message));
}

/** A finite number in a range that excludes its lower end. */
export function numberAbove(lower: number, maximum: number) {
  const message = `must be a number above ${lower} and at most ${maximum}`;
  return v.pipe(v.number(message), v.finite(message), v.gtValue(lower, message), v.maxValue(maximum, message));
}

/** `JSON.parse` for text from outside; throws the `UserError` of `parse`. */
export function parseJson(text: string, as: { code: string; what: string; mend: string }): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(as.code, `${as.what} is not JSON (${error instanceof Error ? error.message : String(error)}). ${as.mend}`);
  }
}
