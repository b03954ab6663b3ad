import * as v from 'valibot';
import { defaultPenWidth } from '../pad/pad';
import { keptState } from '../store/vscodeApi';

/** Narrowest and widest ink on the pad, as shares of its side. */
export const penWidths = { least: 0.03, most: 0.15 } as const;

const padToolsSchema = v.object({
  tool: v.picklist(['pen', 'eraser']),
  penWidth: v.pipe(v.number(), v.minValue(penWidths.least), v.maxValue(penWidths.most)),
});

/** Which tool is chosen, and how wide the pen's ink shows. */
export type PadTools = v.InferOutput<typeof padToolsSchema>;

export const keptTools = keptState('padTools', padToolsSchema, { tool: 'pen', penWidth: defaultPenWidth });
