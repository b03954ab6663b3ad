import { describe, expect, it } from 'vitest';
import type { Engine, Model } from '../../src/engine/engine';
import { selfTestExpected, testEngine } from '../../src/trainer/selfTest';
import { describeEngines, wasmEngine } from './enginesForTests';
import { selfTestReference } from './selfTestReference';

describe("the self-test's stored numbers", () => {
  const { loss, biasGradient, weightGradient } = selfTestReference();

  it('have the loss of the formula', () => {
    expect(selfTestExpected.loss).toBeCloseTo(loss, 6);
  });

  it('have the gradients of the formula', () => {
    selfTestExpected.biasGradient.forEach((expected, digit) => expect(expected).toBeCloseTo(biasGradient[digit] ?? NaN, 6));
    for (const [index, expected] of selfTestExpected.weightGradient) expect(expected).toBeCloseTo(weightGradient(index), 6);
  });
});

describeEngines('the self-test', (open) => {
  it('passes, with the same probe each time', () => {
    expect(testEngine(open())).toMatch(/^[0-9a-f]{16}$/);
    expect(testEngine(open())).toBe(testEngine(open()));
  });
});

describe('an engine that computes wrong', () => {
  /** An engine whose models are changed on their way out. */
  function changed(change: (model: Model) => Partial<Model>): Engine {
    const engine = wasmEngine();
    return {
      ...engine,
      compile(spec) {
        const model = engine.compile(spec);
        const part = change(model);
        return new Proxy(model, { get: (target, key) => Reflect.get(key in part ? part : target, key) as unknown });
      },
    };
  }

  it('fails the self-test by its loss', () => {
    const engine = changed((model) => ({ step: (input) => ({ ...model.step(input), loss: 2.3029 }) }));
    expect(() => testEngine(engine)).toThrow('computes wrong: the loss is 2.3029 instead of 2.3028003. Choose another engine with "MNIST: Select Engine...".');
  });

  it('fails the self-test by its gradients', () => {
    const engine = changed((model) => ({ step: (input) => model.step({ ...input, learningRate: 1.01 }) }));
    expect(() => testEngine(engine)).toThrow('computes wrong: bias gradient 0 is');
  });
});
