/** See table.mjs. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string[];
