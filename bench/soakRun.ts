/**
 * A long run, and what memory it holds on its way.
 *
 * Usage: node --expose-gc soakRun ENGINE DATA KERNELS PROJECT EPOCHS. Prints a JSON line with `epoch`, `rss`, `heap`, `wasm` (bytes)
 * and `tensors` at epochs 10, 100, 250 and the last.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openEngine, readTrainFile, trainSaved, watchModels } from './trainingRun';

async function main([engineId = '', dataFolder = '', kernelFolder = '', projectFolder = '', epochs = '']: readonly string[]): Promise<void> {
  const { engine: opened, choice } = openEngine(engineId, kernelFolder, projectFolder);
  const { engine, model } = watchModels(opened);
  const measured = new Set([10, 100, 250, Number(epochs)]);
  const folder = mkdtempSync(path.join(kernelFolder, 'runs-'));
  try {
    await trainSaved({ engine, choice }, readTrainFile(dataFolder), Number(epochs), folder, (name, data) => {
      if (name !== 'epoch' || typeof data !== 'object' || data === null || !('epoch' in data) || !measured.has(data.epoch)) return;
      globalThis.gc?.();
      const { rss, heapUsed } = process.memoryUsage();
      const { wasmBytes, tensors } = model()?.memory() ?? { wasmBytes: 0, tensors: 0 };
      process.stdout.write(`${JSON.stringify({ epoch: data.epoch, rss, heap: heapUsed, wasm: wasmBytes, tensors })}\n`);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main(process.argv.slice(2));
