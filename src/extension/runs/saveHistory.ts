import { formatHistoryCsv } from '../../core/formats/historyCsv';
import type { Lab } from '../lab';
import { saveFile } from '../webview/saveFile';

/** Asks where, and writes a run's history as CSV, a line an epoch. */
export async function saveHistory({ catalogue }: Lab, id: string): Promise<void> {
  const { run, history, stepsPerEpoch } = await catalogue.snapshot(id);
  const csv = formatHistoryCsv(history, { configuration: run.configuration, stepsPerEpoch });
  await saveFile({ name: `${id}.csv`, kind: 'csv', bytes: new TextEncoder().encode(csv) });
}
