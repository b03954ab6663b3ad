import { UserError } from '../core/userError';
import { PortClosedError } from '../protocol/port';
import type { OpenTrainer } from './trainerSupervisor';

/** The answer to a call, or a `UserError` where the process ended before it came. */
export async function answer<T>(trainer: OpenTrainer, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof PortClosedError ? endedEarly(trainer) : error;
  }
}

export function endedEarly(trainer: OpenTrainer): UserError {
  return new UserError('trainer-ended', `The trainer process ended before it answered: ${trainer.ending() ?? 'for no known reason'}. Try again.`);
}
