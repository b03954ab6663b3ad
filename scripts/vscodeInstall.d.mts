export const root: string;
export const vscodeFolder: string;
export const installation: { readonly node: string; readonly codeServer: string };
export function installVscode(say?: (line: string) => void): Promise<void>;
