import { workerData } from 'node:worker_threads';
import { runWorker, type WorkerData } from '../engine/wasm/threads/worker';

// A thread of the engine wasm: see wasmThreads.ts, which starts it. What it is given comes from there, not from outside.
runWorker(workerData as WorkerData);
