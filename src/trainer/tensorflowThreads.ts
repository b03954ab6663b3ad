import { threadsSchema } from '../core/configuration';
import { parse } from '../core/parse';

const variable = 'TF_NUM_INTEROP_THREADS';

/**
 * The threads on which TensorFlow runs operations that do not wait for each other, which it takes from the environment: one
 * where that says nothing, so that nothing is handed from core to core (processor time of a softmax epoch on two idle cores:
 * 53 ms against 72). To be called before it is loaded. Throws a `UserError` where it is no such number.
 *
 * -1, the calling thread, is faster still but not safe: TensorFlow's matrix product uses the stack pointer for its data, and a
 * signal to Node's main thread would write over the heap.
 */
export function setTensorflowThreads(): number {
  const threads = parse(threadsSchema, Number(process.env[variable] ?? 1), { code: 'threads', what: `The variable ${variable}`, mend: 'Change it to a value within these limits.' });
  process.env[variable] = String(threads);
  return threads;
}
