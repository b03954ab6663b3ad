import type { PlacedLayer } from '../../core/layers';
import { addRelu, addReluWithDropout } from './activationLayers';
import { addConvolutionLayer } from './convolutionLayer';
import { addDenseLayer } from './denseLayer';
import type { Edge } from './graph';
import type { LayerInput, LayerPass, ParameterGradient } from './layerPass';

/** The layers one after another: what they put out at last, and how to add their gradients. */
export interface ForwardPass {
  readonly logits: Edge;
  /** Adds the backward passes, last layer to first. The first layer's input is data, so its gradient is not built. */
  backward(logitsGradient: Edge): ParameterGradient[];
}

/** Adds every layer's forward pass; dropout is a part of it only while training. */
export function addForwardPass(layers: readonly PlacedLayer[], pixels: LayerInput, training: boolean): ForwardPass {
  let { input } = pixels;
  const passes = layers.map((layer) => {
    const pass = addLayer(layer, { ...pixels, input }, training);
    input = pass.output;
    return pass;
  });
  return { logits: input.edge, backward: (logitsGradient) => addBackwardPass(passes, logitsGradient) };
}

/** A layer's sums and what follows them. */
function addLayer(layer: PlacedLayer, input: LayerInput, training: boolean): LayerPass {
  const sums = layer.kind === 'conv' ? addConvolutionLayer(layer, input) : addDenseLayer(layer, input);
  if (layer.kind === 'dense' && layer.isLast) return sums;
  const { graph, shard } = input;
  const drops = training && layer.dropout > 0;
  const activation = drops ? addReluWithDropout(graph, layer, shard, sums.output.edge) : addRelu(graph, sums.output.edge);
  return { output: { edge: activation.output }, backward: (gradient) => sums.backward(activation.backward(gradient)) };
}

function addBackwardPass(passes: readonly LayerPass[], logitsGradient: Edge): ParameterGradient[] {
  let outputGradient = logitsGradient;
  return passes.toReversed().flatMap((pass, position) => {
    const backward = pass.backward(outputGradient);
    if (position < passes.length - 1) outputGradient = backward.inputGradient();
    return backward.parameterGradients;
  });
}
