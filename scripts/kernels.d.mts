/** See kernels.mjs. */
export function buildKernels(outDir: string): Promise<void>;
