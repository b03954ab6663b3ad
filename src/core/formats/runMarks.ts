import * as v from 'valibot';
import { parse, parseJson } from '../parse';

/** What a person says of a run. It lies in a file of its own: `run.json` is the trainer's, which may be writing it. */
const runMarksSchema = v.object({
  title: v.optional(v.pipe(v.string('must be a title'), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(200, 'must have at most 200 characters'))),
  starred: v.optional(v.boolean('must be true or false'), false),
});
export type RunMarks = v.InferOutput<typeof runMarksSchema>;

export const noMarks: RunMarks = { starred: false };

export function formatRunMarks(marks: RunMarks): string {
  return `${JSON.stringify(marks, undefined, 2)}\n`;
}

/** Reads `marks.json`; `name` is what errors call it. Throws a `UserError` that names the field that does not fit. */
export function parseRunMarks(text: string, name: string): RunMarks {
  const as = { code: 'run-marks', what: name, mend: 'Change it, or delete the file.' };
  return parse(runMarksSchema, parseJson(text, as), as);
}

/** The marks with another title; an empty one takes the title away. Throws a `UserError` where it is too long. */
export function withTitle(marks: RunMarks, title: string): RunMarks {
  const as = { code: 'run-title', what: 'The title of a run', mend: 'Choose a shorter one.' };
  return parse(runMarksSchema, { ...marks, title: title.trim() === '' ? undefined : title }, as);
}
