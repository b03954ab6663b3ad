import * as v from 'valibot';

const id = v.pipe(v.number(), v.safeInteger());

/** What the calling side sends. */
export const requestSchema = v.variant('kind', [
  v.object({ kind: v.literal('call'), id, name: v.string(), params: v.unknown() }),
  v.object({ kind: v.literal('cancel'), id }),
]);

/** What the answering side sends. An error with a `code` is a `UserError`, one without is a bug. */
export const responseSchema = v.variant('kind', [
  v.object({ kind: v.literal('result'), id, value: v.unknown() }),
  v.object({ kind: v.literal('error'), id, message: v.string(), code: v.optional(v.string()), stack: v.optional(v.string()) }),
  v.object({ kind: v.literal('event'), name: v.string(), data: v.unknown() }),
]);

export type Request = v.InferOutput<typeof requestSchema>;
export type Response = v.InferOutput<typeof responseSchema>;
