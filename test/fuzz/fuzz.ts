import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UserError } from '../../src/core/userError';

/** Mutants a reader: `MNIST_FUZZ=100000` for a long search, whose seed differs each time. */
const mutantCount = Number(process.env['MNIST_FUZZ'] ?? 2_000);
const seed = Number(process.env['MNIST_FUZZ_SEED'] ?? (process.env['MNIST_FUZZ'] ? Date.now() % 2 ** 31 : 1));
const maxCpuMs = 1_000;
const maxGrowthBytes = 256 * 1024 * 1024;

process.stdout.write(`${mutantCount} mutants a reader; repeat with MNIST_FUZZ=${mutantCount} MNIST_FUZZ_SEED=${seed}\n`);

/**
 * Reads mutants: each must end in a value that `check` finds whole, or in a `UserError`, within a second of processor time;
 * and all of them within 256 MiB above what the process had before.
 */
export function fuzz<Input, Value>(name: string, inputs: fc.Arbitrary<Input>, read: (input: Input) => Value | Promise<Value>, check: (value: Value, input: Input) => void): void {
  it(`${name}: a value or a UserError`, { timeout: 60_000 + mutantCount * maxCpuMs }, async () => {
    const before = process.memoryUsage.rss();
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const start = process.cpuUsage();
        const value = await settle(() => read(input));
        const { user, system } = process.cpuUsage(start);
        expect((user + system) / 1_000).toBeLessThan(maxCpuMs);
        if (value) check(value.value, input);
      }),
      { numRuns: mutantCount, seed },
    );
    expect(process.resourceUsage().maxRSS * 1024 - before).toBeLessThan(maxGrowthBytes);
  });
}

async function settle<Value>(read: () => Value | Promise<Value>): Promise<{ value: Value } | undefined> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof UserError && error.message.length < 2_000) return undefined;
    throw error;
  }
}
