import { correctedAdam, slotName, type AdamSpec, type OptimizerSpec, type Slot } from '../../core/optimizer';
import type { Edge, Graph } from './graph';
import type { ParameterGradient } from './layerPass';
import { DataType } from './savedModelFile';
import { variableOf, type Variable } from './variables';

const float32 = { type: DataType.float32 };

const rateFeed = 'learningRate';
const epsilonFeed = 'epsilon';
const decayFeed = 'decay';

/** The names of the scalars, float32 `[]`, that a step feeds for the optimizer. */
export function optimizerFeeds({ kind }: OptimizerSpec): readonly string[] {
  if (kind === 'sgd') return [rateFeed];
  return kind === 'adam' ? [rateFeed, epsilonFeed] : [rateFeed, epsilonFeed, decayFeed];
}

/** What they are fed at this learning rate after `step` steps. */
export function optimizerValues(optimizer: OptimizerSpec, learningRate: number, step: number): readonly number[] {
  if (optimizer.kind === 'sgd') return [learningRate];
  const { rate, epsilon } = correctedAdam(optimizer, learningRate, step);
  return optimizer.kind === 'adam' ? [rate, epsilon] : [rate, epsilon, learningRate * optimizer.weightDecay];
}

/** Adds the operations that update parameters and slots from gradients, and returns them. */
export type AddUpdates = (gradients: readonly ParameterGradient[]) => Edge[];

export type OptimizerScalars = ReadonlyMap<string, Edge>;

/** Returns how to add an optimizer's updates. `variables` has parameters and slots by their names, `scalars` what is fed for `optimizerFeeds`. */
export function optimizerUpdates(graph: Graph, optimizer: OptimizerSpec, variables: ReadonlyMap<string, Variable>, scalars: OptimizerScalars): AddUpdates {
  const update = optimizer.kind === 'sgd' ? sgdUpdate(graph, optimizer, variables, scalars) : adamUpdate(graph, optimizer, variables, scalars);
  // AdamW's decay is no part of the gradient.
  const decay = optimizer.kind === 'adamw' ? 0 : optimizer.weightDecay;
  return (gradients) =>
    gradients.map(({ name, gradient }) => {
      if (decay === 0) return update({ name, gradient });
      const decayed = graph.multiply(variableOf(variables, name).value, graph.scalar(decay));
      return update({ name, gradient: graph.sum(gradient, decayed) });
    });
}

type AddUpdate = (gradient: ParameterGradient) => Edge;

function sgdUpdate(graph: Graph, { momentum, nesterov }: Extract<OptimizerSpec, { kind: 'sgd' }>, variables: ReadonlyMap<string, Variable>, scalars: OptimizerScalars): AddUpdate {
  const rate = scalarOf(scalars, rateFeed);
  if (momentum === 0) {
    return ({ name, gradient }) => graph.add('ResourceApplyGradientDescent', [variableOf(variables, name).handle, rate, gradient], { T: float32 });
  }
  const share = graph.scalar(momentum);
  const attributes = { T: float32, use_nesterov: { bool: nesterov } };
  return ({ name, gradient }) => {
    const handles = [variableOf(variables, name).handle, slotHandle(variables, name, 'momentum_buffer')];
    return graph.add('ResourceApplyMomentum', [...handles, rate, gradient, share], attributes);
  };
}

function adamUpdate(graph: Graph, { kind, beta1, beta2 }: AdamSpec, variables: ReadonlyMap<string, Variable>, scalars: OptimizerScalars): AddUpdate {
  const rate = scalarOf(scalars, rateFeed);
  const epsilon = scalarOf(scalars, epsilonFeed);
  const betas = [graph.scalar(beta1), graph.scalar(beta2)];
  // The operation's own correction of the bias, which treats epsilon unlike PyTorch, does nothing at powers of 0.
  const power = graph.scalar(0);
  const shrink = kind === 'adamw' ? decoupledDecay(graph, scalarOf(scalars, decayFeed)) : () => [];
  return ({ name, gradient }) => {
    const parameter = variableOf(variables, name);
    const averages = [slotHandle(variables, name, 'exp_avg'), slotHandle(variables, name, 'exp_avg_sq')];
    const inputs = [parameter.handle, ...averages, power, power, rate, ...betas, epsilon, gradient];
    return graph.add('ResourceApplyAdam', [...inputs, ...shrink(parameter, gradient)], { T: float32 });
  };
}

/** Adds `p -= learning rate * weight decay * p` after the gradient, and returns what waits for it. */
function decoupledDecay(graph: Graph, decay: Edge): (parameter: Variable, gradient: Edge) => Edge[] {
  return ({ handle, value }, gradient) => {
    const shrinking = graph.add('AssignSubVariableOp', [handle, graph.multiply(value, decay), `^${gradient}`], { dtype: float32 });
    return [`^${shrinking}`];
  };
}

function slotHandle(variables: ReadonlyMap<string, Variable>, parameter: string, slot: Slot): Edge {
  return variableOf(variables, slotName(parameter, slot)).handle;
}

function scalarOf(scalars: OptimizerScalars, name: string): Edge {
  const scalar = scalars.get(name);
  if (scalar === undefined) throw new Error(`The optimizer was given no ${name}.`);
  return scalar;
}
