/**
 * Something a person can act on: the sentence says what happened and what to do next. Every other error is a bug.
 * `code` is stable and kebab-case (`checkpoint-truncated`), for tests, logs and the terminal program's `--json`.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    readonly code: string,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }
}
