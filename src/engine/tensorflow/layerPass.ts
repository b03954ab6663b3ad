import type { Edge, Graph } from './graph';
import type { Variable } from './variables';

/** What flows from layer to layer: rows of features, `[n, features]`, or pictures, `[n, rows, columns, channels]`. */
export interface Activation {
  readonly edge: Edge;
  /**
   * A factor that is still to be applied: 1/255 for pixels, which come as 0..255. A layer applies it where numbers are
   * fewest: a convolution to its filters, a dense layer to its result.
   */
  readonly scale?: Edge;
}

/** The gradient of the batch's mean loss with respect to one parameter, laid out as its variable. */
export interface ParameterGradient {
  readonly name: string;
  readonly gradient: Edge;
}

/** What a layer gives back when it is told the gradient with respect to its output. */
export interface BackwardPass {
  readonly parameterGradients: readonly ParameterGradient[];
  /** Builds the gradient with respect to the layer's input; never asked of the first layer. */
  inputGradient(): Edge;
}

/** A layer's part of the graph: its output, and how to add its backward pass. */
export interface LayerPass {
  readonly output: Activation;
  backward(outputGradient: Edge): BackwardPass;
}

/** What adding a layer's forward pass takes. `variables` has the parameters by their names in the state dict. */
export interface LayerInput {
  readonly graph: Graph;
  /** Which shard of a batch the rows are. */
  readonly shard: number;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly input: Activation;
}
