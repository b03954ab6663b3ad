import * as v from 'valibot';
import { numberFrom, oneOf, wholeNumber } from './parse';
import { elementCount, type TensorSpec } from './stateDict';

export const imageRows = 28;
export const imageColumns = 28;
export const pixelCount = imageRows * imageColumns;
export const classCount = 10;

/** The limits of a list of layers. They keep a model within some hundred megabytes, whatever a file says. */
export const layerLimits = {
  layers: 12,
  parameters: 4_000_000,
  /** Numbers that the layers of one image put out, before pooling. */
  activations: 400_000,
} as const;

/** Part of a layer's output that is zeroed at random while training, as `torch.nn.Dropout`; the rest is scaled up by 1 / (1 - rate). */
export const dropoutSchema = numberFrom(0, 0.9);

export const filtersSchema = wholeNumber(1, 256);
/** Rows and columns of a filter. Odd, so that `kernel >> 1` rows of padding on every side keep the picture's size at stride 1. */
export const kernels = [1, 3, 5, 7] as const;
export const strides = [1, 2, 3] as const;
export const outputsSchema = wholeNumber(1, 4096);

const convolutionSchema = v.strictObject({
  kind: v.literal('conv'),
  filters: filtersSchema,
  kernel: oneOf(kernels),
  stride: v.optional(oneOf(strides), 1),
  /** Whether 2 x 2 max pooling follows. */
  pool: v.optional(v.boolean('must be true or false'), false),
  dropout: v.optional(dropoutSchema, 0),
});

const denseSchema = v.strictObject({
  kind: v.literal('dense'),
  outputs: outputsSchema,
  dropout: v.optional(dropoutSchema, 0),
});

/** `torch.nn.Conv2d(channels, filters, kernel, stride, padding=kernel // 2)`, then ReLU, max pooling and dropout. */
export type ConvolutionLayer = v.InferOutput<typeof convolutionSchema>;
/** `torch.nn.Linear(inputs, outputs)`, then ReLU and dropout, unless it is the last layer. */
export type DenseLayer = v.InferOutput<typeof denseSchema>;
export type Layer = ConvolutionLayer | DenseLayer;

/** What a model is: its layers, first to last. The input is 28 x 28 pixels / 255, the output ten logits. */
export type LayerList = readonly Layer[];

/** The size of what flows between convolutions. */
export interface Picture {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

/** A convolution with its place in a model. */
export interface PlacedConvolution extends ConvolutionLayer {
  /** Its name in the state dict: `conv1`, `conv2`, ... */
  readonly name: string;
  readonly input: Picture;
  /** What the filters put out, before pooling. */
  readonly convolved: Picture;
  readonly output: Picture;
}

/** A dense layer with its place in a model. */
export interface PlacedDense extends DenseLayer {
  /** Its name in the state dict: `linear` where it is the only layer, else `linear1`, `linear2`, ... */
  readonly name: string;
  readonly inputs: number;
  /** The picture that is flattened to be its input, as PyTorch does: channel by channel, each row by row. */
  readonly flattened: Picture | undefined;
  /** The last layer puts out logits: no ReLU follows. */
  readonly isLast: boolean;
}

export type PlacedLayer = PlacedConvolution | PlacedDense;

/** A parameter of a layer, under its name in the state dict. */
export interface ParameterSpec extends TensorSpec {
  /** Inputs of one output: PyTorch's default initialisation is uniform in ±1/√fanIn, for weight and bias alike. */
  readonly fanIn: number;
}

/** The schema of a list of layers that make a model within the limits. */
export const layerListSchema = v.pipe(
  v.array(v.variant('kind', [convolutionSchema, denseSchema], 'must be "conv" or "dense"')),
  v.rawCheck<Layer[]>(({ dataset: { typed, value: layers }, addIssue }) => {
    if (!typed) return;
    const problem = findProblem(layers);
    if (!problem) return;
    const { index, field, message } = problem;
    const layer = layers[index];
    if (!layer || field === undefined) return addIssue({ message, received: `${layers.length} layers` });
    const input: Record<string, unknown> = { ...layer };
    const inList = { type: 'array', origin: 'value', input: layers, key: index, value: layer } as const;
    const inLayer = { type: 'object', origin: 'value', input, key: field, value: input[field] } as const;
    addIssue({ message, received: String(input[field]), path: [inList, inLayer] });
  }),
);

interface Problem {
  /** Of the layer; -1 for the list as a whole. */
  readonly index: number;
  readonly field?: string;
  /** Reads on from the field's name. */
  readonly message: string;
}

/** What keeps layers from following each other, if something does. */
function findProblem(layers: LayerList): Problem | undefined {
  if (layers.length < 1 || layers.length > layerLimits.layers) return { index: -1, message: `must be 1 to ${layerLimits.layers} layers` };
  const lastIndex = layers.length - 1;
  const placed = placeLayers(layers);
  for (const [index, layer] of placed.entries()) {
    if (layer.kind === 'conv') {
      if (index === lastIndex) return { index, field: 'kind', message: `must be "dense" for the last layer, which puts out ${classCount} logits` };
      if (index > 0 && layers[index - 1]?.kind === 'dense') return { index, field: 'kind', message: 'must be "dense" after a dense layer: no picture is left to look at' };
      const { rows, columns } = layer.convolved;
      if (layer.pool && (rows % 2 !== 0 || columns % 2 !== 0)) return { index, field: 'pool', message: `must be false here: a picture of ${rows} x ${columns} has no whole pairs of rows to pool` };
    } else if (index === lastIndex) {
      if (layer.outputs !== classCount) return { index, field: 'outputs', message: `must be ${classCount} for the last layer, a logit for each digit` };
      if (layer.dropout > 0) return { index, field: 'dropout', message: 'must be 0 for the last layer' };
    }
  }
  const parameters = parameterCount(layers);
  if (parameters > layerLimits.parameters) return { index: -1, message: `must have at most ${layerLimits.parameters} parameters in all, not ${parameters}` };
  const activations = placed.reduce((sum, layer) => sum + (layer.kind === 'conv' ? pictureSize(layer.convolved) : layer.outputs), 0);
  if (activations > layerLimits.activations) return { index: -1, message: `must put out at most ${layerLimits.activations} numbers for an image, not ${activations}: fewer filters, or a stride or pooling before them` };
  return undefined;
}

/** The layers with what each takes and puts out. Lists from outside have been through `layerListSchema`. */
export function placeLayers(layers: LayerList): PlacedLayer[] {
  let picture: Picture = { rows: imageRows, columns: imageColumns, channels: 1 };
  let features: number | undefined;
  let convolutions = 0;
  let denseLayers = 0;
  return layers.map((layer, index): PlacedLayer => {
    if (layer.kind === 'conv') {
      const input = picture;
      const convolved = { rows: Math.ceil(input.rows / layer.stride), columns: Math.ceil(input.columns / layer.stride), channels: layer.filters };
      picture = layer.pool ? { ...convolved, rows: convolved.rows >> 1, columns: convolved.columns >> 1 } : convolved;
      return { ...layer, name: `conv${++convolutions}`, input, convolved, output: picture };
    }
    const flattened = features === undefined && convolutions > 0 ? picture : undefined;
    const inputs = features ?? pictureSize(picture);
    features = layer.outputs;
    const name = layers.length === 1 ? 'linear' : `linear${++denseLayers}`;
    return { ...layer, name, inputs, flattened, isLast: index === layers.length - 1 };
  });
}

/** The number of numbers in a picture. */
export function pictureSize({ rows, columns, channels }: Picture): number {
  return rows * columns * channels;
}

/** The parameters of layers by their names in PyTorch's state dict: a convolution's weight is `[filters, channels, kernel, kernel]`. */
export function parameterSpecs(layers: LayerList): ParameterSpec[] {
  return placeLayers(layers).flatMap(parametersOf);
}

function parametersOf(layer: PlacedLayer): ParameterSpec[] {
  const shape = layer.kind === 'conv' ? [layer.filters, layer.input.channels, layer.kernel, layer.kernel] : [layer.outputs, layer.inputs];
  const fanIn = elementCount(shape.slice(1));
  return [
    { name: `${layer.name}.weight`, shape, fanIn },
    { name: `${layer.name}.bias`, shape: shape.slice(0, 1), fanIn },
  ];
}

/** Multiplications that one image takes through the layers: what its time goes by. */
export function multiplicationCount(layers: LayerList): number {
  return placeLayers(layers).reduce((sum, layer) => {
    if (layer.kind === 'dense') return sum + layer.inputs * layer.outputs;
    return sum + pictureSize(layer.convolved) * layer.kernel ** 2 * layer.input.channels;
  }, 0);
}

/** The number of numbers that training adjusts: 7,850 for the notebook's model. */
export function parameterCount(layers: LayerList): number {
  return placeLayers(layers).reduce((sum, layer) => sum + layerParameters(layer), 0);
}

/** The weights and biases of a layer. */
export function layerParameters(layer: PlacedLayer): number {
  return parametersOf(layer).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}
