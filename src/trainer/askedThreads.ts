import { askedThreadsSchema } from '../core/configuration';
import { parse } from '../core/parse';

// TensorFlow reads it by itself, so that the host sets it whichever engine will be taken.
const variable = 'TF_NUM_INTRAOP_THREADS';

/** The threads that the host asks for; 0 leaves the choice to the engine. Throws a `UserError` where it is no such number. */
export function askedThreads(): number {
  return parse(askedThreadsSchema, Number(process.env[variable] ?? 0), { code: 'threads', what: 'The number of threads', mend: 'Change it to a value within these limits.' });
}

/** The threads of TensorFlow: one where nobody asks for more, which is the fastest for small models. To be called before it is loaded. */
export function setTensorflowThreads(): number {
  const threads = askedThreads() || 1;
  process.env[variable] = String(threads);
  return threads;
}
