/** A sentence about what a person just did, and what can be done about it. */
export interface Notice {
  readonly sentence: string;
  readonly action?: { readonly name: string; act(): void };
}
