import { workerData } from 'node:worker_threads';
import { runBendingThread, type BendingData } from './bendingThread';

// The thread that trainingBatches.ts starts. What it is given comes from there, not from outside.
runBendingThread(workerData as BendingData);
