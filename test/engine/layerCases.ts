import type { ConvolutionLayer, Layer, LayerList } from '../../src/core/layers';

/** A list of layers and a batch that an engine has to get right. */
export interface LayerCase {
  readonly name: string;
  readonly layers: LayerList;
  readonly batch: number;
  readonly labelSmoothing: number;
}

// Filters are few where kernels or batches are large: the reference is plain JavaScript.
export const layerCases: LayerCase[] = [
  layerCase('one row through a 1x1 kernel', 1, [conv(5, 1), conv(3, 1)]),
  layerCase('a 3x3 kernel with odd filters', 7, [conv(5, 3)]),
  layerCase('a 7x7 kernel at stride 3, then 3x3 at stride 3', 7, [conv(3, 7, { stride: 3 }), conv(5, 3, { stride: 3 })]),
  layerCase('two 5x5 kernels at stride 2, 128 rows', 128, [conv(3, 5, { stride: 2 }), conv(5, 5, { stride: 2 })]),
  layerCase('the filters of the fast CNN', 3, [conv(16, 5, { stride: 2 }), conv(32, 5, { stride: 2 }), dense(24)]),
  layerCase('3x3, 1x1 and 7x7 kernels at stride 2', 7, [conv(4, 3, { stride: 2 }), conv(6, 1, { stride: 2 }), conv(3, 7, { stride: 2 })]),
  layerCase('pictures of odd size at strides 2 and 3', 7, [conv(2, 5, { stride: 2, pool: true }), conv(9, 5, { stride: 2 }), conv(4, 5, { stride: 3 })]),
  layerCase('a 1x1 kernel at stride 3 inside', 7, [conv(4, 3), conv(7, 1, { stride: 3 })]),
  layerCase('two pooled convolutions, 80 rows', 80, [conv(2, 5, { pool: true }), conv(3, 3, { pool: true })]),
  layerCase('pooling after stride 2, down to one pixel', 7, [conv(4, 3, { stride: 2, pool: true }), conv(5, 3, { stride: 2, pool: true }), conv(6, 3, { stride: 2 }), conv(7, 3)]),
  layerCase('seventeen filters, pooled', 2, [conv(17, 3, { pool: true }), conv(9, 3, { pool: true }), dense(13)]),
  layerCase('a hidden layer of one', 7, [dense(1)]),
  layerCase('dense layers of 13 and 7, one row', 1, [dense(13), dense(7)]),
  layerCase('dense layers of 33, 65 and 12, 128 rows', 128, [dense(33), dense(65), dense(12)]),
  layerCase('dropout between dense layers, 80 rows', 80, [dense(33, 0.5), dense(19, 0.2)]),
  layerCase('dropout after convolutions, pooled and not', 7, [conv(3, 3, { pool: true, dropout: 0.25 }), conv(5, 3, { stride: 2, dropout: 0.4 }), dense(17, 0.5)]),
  layerCase('label smoothing, softmax regression', 80, [], 0.1),
  layerCase('label smoothing, convolution and dropout', 7, [conv(3, 5, { stride: 2, dropout: 0.1 }), dense(9)], 0.3),
];

/** Layers before the last, which is that of the logits. */
function layerCase(name: string, batch: number, hidden: Layer[], labelSmoothing = 0): LayerCase {
  return { name, batch, layers: [...hidden, dense(10)], labelSmoothing };
}

function conv(filters: number, kernel: ConvolutionLayer['kernel'], rest: Partial<ConvolutionLayer> = {}): Layer {
  return { kind: 'conv', filters, kernel, stride: 1, pool: false, dropout: 0, ...rest };
}

function dense(outputs: number, dropout = 0): Layer {
  return { kind: 'dense', outputs, dropout };
}
