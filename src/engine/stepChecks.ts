import type { StepInput } from './engine';

/** Throws an `Error` where the learning rate is no finite number, or the step no whole number from 0 on. */
export function checkStep({ learningRate, step }: Pick<StepInput, 'learningRate' | 'step'>): void {
  if (!Number.isFinite(learningRate)) throw new Error(`The learning rate is ${learningRate}`);
  if (!Number.isInteger(step) || step < 0) throw new Error(`The step is ${step}`);
}
