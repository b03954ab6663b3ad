import * as v from 'valibot';
import { countSchema } from '../../protocol/schemas';
import { sampleFilterSchema, sampleSetSchema } from '../../protocol/labContract';
import { keptState } from '../store/vscodeApi';
import { windowSizes } from './pixelWindow';

const anchorSchema = v.object({ position: countSchema, offset: v.number() });

/** What the tab keeps while it is hidden, moved, or the window is loaded anew. */
const samplesStateSchema = v.object({
  set: sampleSetSchema,
  filter: sampleFilterSchema,
  /** Where each set was scrolled, and which image was picked. */
  places: v.record(sampleSetSchema, v.optional(v.object({ anchor: anchorSchema, picked: v.optional(countSchema) }))),
  inspector: v.object({ windowSize: v.picklist(windowSizes), asBytes: v.boolean(), pixel: v.object({ row: countSchema, column: countSchema }) }),
});
export type SamplesState = v.InferOutput<typeof samplesStateSchema>;
export type InspectorState = SamplesState['inspector'];

export const keptSamples = keptState('samples', samplesStateSchema, {
  set: 'train',
  filter: { onlyMistakes: false, order: 'index' },
  places: {},
  inspector: { windowSize: 7, asBytes: false, pixel: { row: 13, column: 13 } },
});
