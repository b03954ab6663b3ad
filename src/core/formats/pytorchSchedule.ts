import { stepsPerEpoch, trainCount, type RunConfiguration } from '../configuration';
import { constantSchedule, describeSchedule, type Schedule } from '../schedule';

/** Whether a learning rate moves at all. */
export function isScheduled({ schedule }: Pick<RunConfiguration, 'schedule'>): boolean {
  return describeSchedule(schedule) !== describeSchedule(constantSchedule);
}

/** `schedule(step)`, for `LambdaLR`, in a script that has `math`: the formulas of `core/schedule`. */
export function formatSchedule(configuration: RunConfiguration): string {
  const { rounds, schedule, batchSize } = configuration;
  const steps = stepsPerEpoch(trainCount(configuration), batchSize);
  const needsCosine = schedule.kind === 'cosine' || schedule.kind === 'oneCycle';
  return `${needsCosine ? cosine : ''}def schedule(step):
    """What the learning rate is multiplied with at a step, counted over the whole run from 0."""
    for epochs in [${rounds.join(', ')}]:  # Each round goes through it once.
        round_steps = epochs * ${steps}
        if step < round_steps:
            break
        step -= round_steps
${formatFactor(schedule, steps)}`;
}

const cosine = `def cosine(start, end, part):
    """From one value to another along half a cosine, as part goes from 0 to 1."""
    return end + (start - end) / 2 * (1 + math.cos(math.pi * part))


`;

function formatFactor(schedule: Schedule, steps: number): string {
  if (schedule.kind === 'oneCycle') {
    return `    peak = 0.3 * round_steps - 1
    if step <= peak:
        return cosine(1 / 25, 1, step / peak)
    return cosine(1, 1 / 250_000, (step - peak) / (round_steps - 1 - peak))
`;
  }
  const warmUpSteps = Math.round(schedule.warmUpEpochs * steps);
  const warmUp = `    warm_up = min(${warmUpSteps}, round_steps)
    if step < warm_up:
        return (step + 1) / (warm_up + 1)
`;
  switch (schedule.kind) {
    case 'constant':
      return `${warmUp}    return 1
`;
    case 'step':
      return `${warmUpSteps === 0 ? '' : warmUp}    return ${schedule.factor} ** (step // ${steps} // ${schedule.everyEpochs})
`;
    case 'cosine':
      return warmUpSteps === 0 ? '    return cosine(1, 0, step / round_steps)\n' : `${warmUp}    return cosine(1, 0, (step - warm_up) / (round_steps - warm_up))\n`;
  }
}
