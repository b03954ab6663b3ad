import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from one on another machine and from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Where process numbers mean the same: a machine since its start, and on Linux one container of it. */
  readonly machine: string;
  /** When the process started, in the machine's own count; empty where the machine does not say. */
  readonly started: string;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, machine: thisMachine(), started: startOf(process.pid) ?? '' };
}

/** Whether a process still runs; `undefined` where that cannot be known from here. */
export function isRunning({ pid, machine, started }: ProcessIdentity): boolean | undefined {
  if (machine !== thisMachine()) return undefined;
  if (process.platform === 'linux') return startOf(pid) === started;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  // The number is in use, perhaps by another process by now.
  return undefined;
}

function thisMachine(): string {
  if (process.platform !== 'linux') return hostname();
  try {
    return [hostname(), readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), readlinkSync('/proc/self/ns/pid')].join(' ');
  } catch {
    return hostname();
  }
}

/** The start of a process that runs: field 22 of proc_pid_stat(5), the third being its state; its name in brackets may hold anything. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // What has ended but was not waited for by its parent is still listed, as Z or X.
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2)) ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
