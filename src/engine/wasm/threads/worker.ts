import type { ModelSpec } from '../../engine';
import { instantiateKernels } from '../kernelExports';
import { planModel } from '../plan/modelPlan';
import type { DatasetSize } from '../plan/rowsPlan';
import { controlAt } from './control';
import { Tasks } from './tasks';

/** What a worker is started with; all of it can be sent to one. */
export interface WorkerData {
  readonly module: WebAssembly.Module;
  /** Shared by all threads of the model. */
  readonly memory: WebAssembly.Memory;
  readonly spec: Omit<ModelSpec, 'dataset'>;
  readonly datasetSize: DatasetSize;
  readonly threads: number;
  /** This one's number: 0 is the thread that the model is called on. */
  readonly thread: number;
}

/** Draws tasks of the model's jobs and does them, until the model is disposed. The worker's program is this call and no more. */
export function runWorker({ module, memory, spec, datasetSize, threads, thread }: WorkerData): void {
  const plan = planModel(spec, datasetSize, threads);
  const control = controlAt(memory.buffer, plan.control);
  const tasks = new Tasks(instantiateKernels(module, memory), memory, plan, spec, thread, () => control.beat());
  while (!control.isClosed()) {
    const task = control.draw();
    if (task === undefined) {
      control.awaitOffer();
      continue;
    }
    try {
      tasks.run(control.job(), task);
    } catch (error) {
      control.fail();
      throw error;
    } finally {
      control.finish();
    }
  }
}
