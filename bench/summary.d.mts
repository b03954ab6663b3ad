/** See summary.mjs. */
export interface Epoch {
  wallMs: number;
  cpuMs: number;
  loss: number;
}
export interface MeasuredContender {
  id: string;
  name: string;
  description: string;
  epochs: Epoch[];
}
export interface ContenderSummary {
  id: string;
  name: string;
  description: string;
  medianCpuMs: number;
  minCpuMs: number;
  medianWallMs: number;
  ratioToC: number | null;
  ratioToPytorch: number | null;
}
export interface Target {
  id: string;
  to: string;
  limit: number;
  ratio: number | null;
  holds: boolean | null;
}
export interface Summary {
  contenders: ContenderSummary[];
  targets: Target[];
  losses: { epoch: number; difference: number; agree: boolean };
}
export function median(numbers: readonly number[]): number;
export function summarise(contenders: readonly MeasuredContender[], warmUp: number): Summary;
