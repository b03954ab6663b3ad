import { fillDropoutMask } from '../../core/dropout';
import { placeLayers, type LayerList } from '../../core/layers';
import { featureCount, maskFeed } from './activationLayers';
import type { ArrayValue } from './graphSession';

/** The masks that steps feed to each shard, one for each layer with dropout. */
export interface DropoutMasks {
  feeds(shard: number): string[];
  /** The masks of `count` rows of a batch, from row `firstRow` on. */
  fill(step: number, firstRow: number, count: number): ArrayValue[];
}

export function dropoutMasks(layers: LayerList, seed: number): DropoutMasks {
  const dropping = placeLayers(layers).flatMap((placed, layer) => (placed.dropout > 0 ? [{ placed, layer, rate: placed.dropout, features: featureCount(placed) }] : []));
  return {
    feeds: (shard) => dropping.map(({ placed }) => maskFeed(placed, shard)),
    fill: (step, firstRow, count) =>
      dropping.map(({ layer, rate, features }) => {
        const data = new Uint8Array(count * features);
        fillDropoutMask(data, { seed, step, layer, rate }, firstRow, features);
        return { shape: [count, features], data };
      }),
  };
}
