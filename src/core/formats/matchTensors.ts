import { parameterSpecs, type LayerList, type ParameterSpec } from '../layers';
import type { StateDict, Tensor } from '../stateDict';

/** A parameter `to` of the model that has the name `from` in the file. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
}

export interface Match {
  readonly layers: LayerList;
  /** In the order of the layers, under the model's names. */
  readonly stateDict: StateDict;
  /** Empty where the names were the model's own. */
  readonly renamed: readonly Renaming[];
}

/** Ways to pair a file's tensors with parameters, from the surest on. Each gives the file's name of a parameter, or nothing. */
const ways = [pairByName, pairByShape];

/**
 * The models among `candidates` that have exactly the file's tensors: with the same names; else with a prefix before each,
 * such as `module.`; else under any names, where shapes and order agree. Empty where none has.
 */
export function matchTensors(tensors: StateDict, candidates: readonly LayerList[]): Match[] {
  for (const pair of ways) {
    const matches = candidates.flatMap((layers) => match(tensors, layers, pair(tensors, parameterSpecs(layers))) ?? []);
    if (matches.length > 0) return matches;
  }
  return [];
}

type Pairing = (spec: ParameterSpec) => string | undefined;

function match(tensors: StateDict, layers: LayerList, pairing: Pairing): Match | undefined {
  const specs = parameterSpecs(layers);
  const stateDict = new Map<string, Tensor>();
  const renamed: Renaming[] = [];
  for (const spec of specs) {
    const from = pairing(spec);
    const tensor = tensors.get(from ?? '');
    if (from === undefined || !tensor || !hasShape(tensor, spec)) return undefined;
    stateDict.set(spec.name, tensor);
    if (from !== spec.name) renamed.push({ from, to: spec.name });
  }
  return tensors.size === specs.length ? { layers, stateDict, renamed } : undefined;
}

/** The same names, each with the same prefix. */
function pairByName(tensors: StateDict, [first]: readonly ParameterSpec[]): Pairing {
  const named = [...tensors.keys()].find((key) => key === first?.name || key.endsWith(`.${first?.name}`)) ?? '';
  const prefix = named.slice(0, -(first?.name.length ?? 0));
  return ({ name }) => `${prefix}${name}`;
}

/** The first tensor of a shape for the first parameter of that shape, and so on: weights and biases may come in any order. */
function pairByShape(tensors: StateDict, specs: readonly ParameterSpec[]): Pairing {
  const pairs = new Map<ParameterSpec['name'], string>();
  const free = [...tensors];
  for (const spec of specs) {
    const index = free.findIndex(([, tensor]) => hasShape(tensor, spec));
    const [taken] = index < 0 ? [] : free.splice(index, 1);
    if (taken) pairs.set(spec.name, taken[0]);
  }
  return ({ name }) => pairs.get(name);
}

/** What keeps tensors from being those of a model, in words: what is missing, of another shape, or too much. */
export function findMisfits(tensors: StateDict, layers: LayerList): string[] {
  const specs = parameterSpecs(layers);
  const known = new Set(specs.map(({ name }) => name));
  const wrong = specs.flatMap((spec) => {
    const tensor = tensors.get(spec.name);
    if (!tensor) return [`${spec.name} ${shapeText(spec)} is missing`];
    return hasShape(tensor, spec) ? [] : [`${spec.name} has the shape ${shapeText(tensor)} instead of ${shapeText(spec)}`];
  });
  const extra = [...tensors].filter(([name]) => !known.has(name)).map(([name, tensor]) => `${name} ${shapeText(tensor)} belongs to no layer`);
  return [...wrong, ...extra];
}

function hasShape(tensor: Tensor, spec: ParameterSpec): boolean {
  return tensor.shape.join() === spec.shape.join();
}

function shapeText({ shape }: { readonly shape: readonly number[] }): string {
  return `[${shape.join(', ')}]`;
}
