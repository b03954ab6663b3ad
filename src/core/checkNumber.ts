import * as v from 'valibot';

/** What someone typed: a number within the limits, or a sentence that says what the limits are. */
export type CheckedNumber = { readonly value: number; readonly problem?: undefined } | { readonly problem: string };

/** Holds text to a schema of `core/configuration`, whose messages read on from the name of the field. */
export function checkNumber(schema: v.GenericSchema<unknown, number>, name: string, text: string): CheckedNumber {
  const result = v.safeParse(schema, text.trim() === '' ? NaN : Number(text));
  return result.success ? { value: result.output } : { problem: `${name} ${result.issues[0].message}.` };
}
