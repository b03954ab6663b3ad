import type { StateDict, Tensor } from '../../src/core/stateDict';

/** The largest absolute difference of two state dicts. Throws where their names or lengths differ. */
export function largestDifference(a: StateDict, b: StateDict): number {
  if ([...a.keys()].join() !== [...b.keys()].join()) throw new Error(`${[...a.keys()].join()} / ${[...b.keys()].join()}`);
  let largest = 0;
  for (const [name, { data }] of a) {
    const other = b.get(name)?.data ?? new Float32Array();
    if (other.length !== data.length) throw new Error(`${name}: ${data.length} / ${other.length} values`);
    data.forEach((value, index) => {
      const difference = Math.abs(value - (other[index] ?? NaN));
      // Not Math.max alone: NaN must not count as no difference.
      largest = difference <= largest ? largest : difference;
    });
  }
  return largest;
}

/** `a - factor * b`, parameter by parameter. Before less after one step of SGD at learning rate 1 is the gradient. */
export function subtract(a: StateDict, b: StateDict, factor = 1): StateDict {
  return new Map(
    [...a].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value, index) => value - factor * (b.get(name)?.data[index] ?? NaN)) },
    ]),
  );
}

export function tensorOf(stateDict: StateDict, name: string): Tensor {
  const tensor = stateDict.get(name);
  if (!tensor) throw new Error(`The state dict has no ${name}`);
  return tensor;
}
