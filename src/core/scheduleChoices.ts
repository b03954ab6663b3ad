import { constantSchedule, type Schedule } from './schedule';

interface ScheduleChoice {
  readonly title: string;
  /** What it does, in one plain sentence. */
  readonly meaning: string;
  readonly schedule: Schedule;
}

/** The schedules that a person can choose, by their kind. */
export const scheduleChoices = {
  constant: { title: 'Constant', meaning: 'The learning rate stays what it is.', schedule: constantSchedule },
  step: { title: 'Step', meaning: 'The learning rate falls by a factor after every so many epochs.', schedule: { kind: 'step', everyEpochs: 5, factor: 0.5, warmUpEpochs: 0 } },
  cosine: { title: 'Cosine', meaning: 'The learning rate falls to 0 along half a cosine.', schedule: { kind: 'cosine', warmUpEpochs: 0 } },
  oneCycle: { title: 'One cycle', meaning: 'The learning rate rises over the first 30 % of the steps, then falls to almost 0.', schedule: { kind: 'oneCycle' } },
} as const satisfies { [Kind in Schedule['kind']]: ScheduleChoice & { readonly schedule: { readonly kind: Kind } } };

export type ScheduleChoiceId = keyof typeof scheduleChoices;
export const scheduleChoiceIds = Object.keys(scheduleChoices) as ScheduleChoiceId[];

/** The schedule of a kind: `present` itself where it is of that kind, else with the choice's own numbers and the present warm-up. */
export function chooseSchedule(id: ScheduleChoiceId, present: Schedule): Schedule {
  if (present.kind === id) return present;
  const { schedule } = scheduleChoices[id];
  if (schedule.kind === 'oneCycle' || present.kind === 'oneCycle') return schedule;
  return { ...schedule, warmUpEpochs: present.warmUpEpochs };
}
