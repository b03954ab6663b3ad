import type { RunSnapshot } from '../../core/run';

/** A place of a run that its charts mark. */
export interface Marker {
  /** In epochs. */
  readonly x: number;
  readonly kind: 'checkpoint' | 'best' | 'last' | 'learningRate';
  /** Empty where a mark says enough. */
  readonly label: string;
}

type MarkedRun = Pick<RunSnapshot, 'run' | 'stepsPerEpoch' | 'checkpoints' | 'best' | 'last'>;

/** The checkpoints that are kept, best and last with their names, and where the learning rate was changed. */
export function markersOf({ run, stepsPerEpoch, checkpoints, best, last }: MarkedRun): Marker[] {
  const saved = checkpoints.map(({ name, epoch, step }): Marker => {
    const x = epoch + step / stepsPerEpoch;
    if (name === best?.name) return { x, kind: 'best', label: name === last?.name ? 'best, last' : 'best' };
    return name === last?.name ? { x, kind: 'last', label: 'last' } : { x, kind: 'checkpoint', label: '' };
  });
  const changed = run.configuration.interventions.map(({ step, value }): Marker => ({ x: step / stepsPerEpoch, kind: 'learningRate', label: `learning rate ${value}` }));
  return [...saved, ...changed];
}
