import * as v from 'valibot';
import { numberAbove, numberFrom, wholeNumber } from './parse';

/** A number of epochs, also of a part of one, in which the learning rate rises from 0 before anything else. */
export const warmUpEpochsSchema = v.optional(numberFrom(0, 100), 0);
export const everyEpochsSchema = wholeNumber(1, 10_000);
export const stepFactorSchema = numberAbove(0, 1);

/** How the learning rate moves within a round of epochs. */
export const scheduleSchema = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('constant'), warmUpEpochs: warmUpEpochsSchema }),
    /** Times `factor` after every so many epochs, as `StepLR`. */
    v.strictObject({ kind: v.literal('step'), everyEpochs: everyEpochsSchema, factor: stepFactorSchema, warmUpEpochs: warmUpEpochsSchema }),
    /** Half a cosine down to 0, as `CosineAnnealingLR`. */
    v.strictObject({ kind: v.literal('cosine'), warmUpEpochs: warmUpEpochsSchema }),
    /** Up to the learning rate and down to almost nothing, as `OneCycleLR` with its defaults. */
    v.strictObject({ kind: v.literal('oneCycle') }),
  ],
  'must be "constant", "step", "cosine" or "oneCycle"',
);
export type Schedule = v.InferOutput<typeof scheduleSchema>;

export const constantSchedule = { kind: 'constant', warmUpEpochs: 0 } as const satisfies Schedule;

/** A step of a round of epochs, counted from 0 over the round. */
export interface RoundStep {
  readonly step: number;
  readonly roundSteps: number;
  readonly stepsPerEpoch: number;
}

/** What the learning rate is multiplied with at a step: a pure function of it. */
export function scheduleFactor(schedule: Schedule, { step, roundSteps, stepsPerEpoch }: RoundStep): number {
  if (schedule.kind === 'oneCycle') return oneCycle(step, roundSteps);
  const warmUpSteps = Math.min(Math.round(schedule.warmUpEpochs * stepsPerEpoch), roundSteps);
  if (step < warmUpSteps) return (step + 1) / (warmUpSteps + 1);
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'step':
      return schedule.factor ** Math.floor(Math.floor(step / stepsPerEpoch) / schedule.everyEpochs);
    case 'cosine':
      return cosineFrom(1, 0, (step - warmUpSteps) / (roundSteps - warmUpSteps));
    default: {
      const unknown: never = schedule;
      throw new Error(`no such schedule: ${JSON.stringify(unknown)}`);
    }
  }
}

/**
 * `torch.optim.lr_scheduler.OneCycleLR` with its defaults, of Smith and Topin, "Super-Convergence" (2018): from 1/25 up in
 * the first 30 % of the steps, then down to 1/250,000, each along half a cosine.
 */
function oneCycle(step: number, roundSteps: number): number {
  const [initial, final] = [1 / 25, 1 / 25 / 10_000];
  const peakStep = 0.3 * roundSteps - 1;
  const lastStep = roundSteps - 1;
  if (step <= peakStep) return cosineFrom(initial, 1, step / peakStep);
  return cosineFrom(1, final, (step - peakStep) / (lastStep - peakStep));
}

/** From one value to another along half a cosine, as `part` goes from 0 to 1. */
function cosineFrom(start: number, end: number, part: number): number {
  return end + ((start - end) / 2) * (1 + Math.cos(Math.PI * part));
}

/** The schedule in a few words: `constant`, `one cycle`, `cosine, 1 epoch of warm-up`. */
export function describeSchedule(schedule: Schedule): string {
  if (schedule.kind === 'oneCycle') return 'one cycle';
  const { warmUpEpochs } = schedule;
  const name = schedule.kind === 'step' ? `times ${schedule.factor} every ${schedule.everyEpochs === 1 ? 'epoch' : `${schedule.everyEpochs} epochs`}` : schedule.kind;
  return warmUpEpochs === 0 ? name : `${name}, ${warmUpEpochs} ${warmUpEpochs === 1 ? 'epoch' : 'epochs'} of warm-up`;
}
