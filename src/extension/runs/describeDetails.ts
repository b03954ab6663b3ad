import { describeOptimizer } from '../../core/optimizer';
import { lastEngine } from '../../core/formats/runFile';
import type { RunSnapshot } from '../../core/run';
import type { RunSummary } from '../../protocol/labContract';
import { describePhase } from './describeRun';

/** What a run's tooltip says, as names and values. `sizeBytes` is what its folder takes up. */
export function describeDetails(summary: RunSummary, { run, problem }: Pick<RunSnapshot, 'run' | 'problem'>, sizeBytes: number): readonly (readonly [string, string])[] {
  const { configuration, parent, created, resumed = [] } = run;
  const { model, recipe, optimizer, batchSize, rounds, seed } = configuration;
  const inexact = resumed.filter(({ exact }) => !exact).length;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Status', describePhase(summary.phase)],
    ['Best validation accuracy', summary.bestValAccuracy?.toFixed(4)],
    ['Model', model],
    ['Recipe', `${recipe}: ${describeOptimizer(optimizer)}, batch ${batchSize}, ${rounds.join(' + ')} epochs, seed ${seed}`],
    ['Begins with', parent && (parent.run === undefined ? `the weights of ${parent.checkpoint}` : `${parent.checkpoint} of ${parent.run}`)],
    ['Begun', new Date(created).toLocaleString()],
    ['Time', `${summary.seconds.toFixed(1)} s of training`],
    ['Engine', `${lastEngine(run).description}${inexact > 0 ? ', resumed inexactly' : ''}`],
    ['On disk', describeBytes(sizeBytes)],
    ['Problem', problem],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** "812 bytes", "1.4 MB". */
export function describeBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
