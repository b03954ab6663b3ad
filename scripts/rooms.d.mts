/** See rooms.mjs. */
export const rooms: Readonly<Record<string, { readonly imports: readonly string[]; readonly why: string }>>;
export function findForbidden(importer: string, imported: string): string | undefined;
