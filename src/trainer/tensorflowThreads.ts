import { threadsSchema } from '../core/configuration';
import { parse } from '../core/parse';

const variable = 'TF_NUM_INTRAOP_THREADS';

/**
 * The threads that TensorFlow takes from the environment: one where it says nothing, which is the fastest for small models.
 * To be called before it is loaded. Throws a `UserError` where it is no such number.
 */
export function setTensorflowThreads(): number {
  const threads = parse(threadsSchema, Number(process.env[variable] ?? 1), { code: 'threads', what: `The variable ${variable}`, mend: 'Change it to a value within these limits.' });
  process.env[variable] = String(threads);
  return threads;
}
