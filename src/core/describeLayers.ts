import type { Picture, PlacedLayer } from './layers';

/** What a layer is, in a few words: "784 × 10 weights and 10 biases", "16 filters of 5 × 5, stride 2, dropout 0.25". */
export function describeLayer(layer: PlacedLayer): string {
  const dropout = layer.dropout === 0 ? '' : `, dropout ${layer.dropout}`;
  if (layer.kind === 'dense') return `${layer.inputs} × ${layer.outputs} weights and ${layer.outputs} biases${dropout}`;
  const { kernel, filters, stride, pool } = layer;
  return `${filters} filters of ${kernel} × ${kernel}${stride === 1 ? '' : `, stride ${stride}`}${pool ? ', 2 × 2 max pooling' : ''}${dropout}`;
}

/** What goes into a layer and what comes out: "28 × 28 → 14 × 14 × 16", "1,568 → 128". */
export function describeShapes(layer: PlacedLayer): string {
  if (layer.kind === 'conv') return `${describePicture(layer.input)} → ${describePicture(layer.output)}`;
  return `${layer.flattened ? describePicture(layer.flattened) : layer.inputs} → ${layer.outputs}`;
}

function describePicture({ rows, columns, channels }: Picture): string {
  return channels === 1 ? `${rows} × ${columns}` : `${rows} × ${columns} × ${channels}`;
}
