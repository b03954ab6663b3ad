import { PortClosedError } from '../protocol/port';
import { Server } from '../protocol/server';
import { trainerContract, type TrainerContract } from '../protocol/trainerContract';
import { parentPort } from './parentPort';
import { createTrainer } from './trainer';

const shutdownMs = 2000;

// Ctrl-C in a terminal reaches this process too; its host decides what that means.
process.on('SIGINT', () => undefined);

// When the host is gone its calls are aborted: a run saves and ends, and nothing keeps the process alive after that.
process.once('disconnect', () => setTimeout(() => process.exit(1), shutdownMs).unref());

// Asked to end, by a system that shuts down say, it does the same, and its host still hears how the run ended.
process.once('SIGTERM', () => {
  server.abort(new PortClosedError('the process was asked to end'));
  setTimeout(() => process.exit(128 + 15), shutdownMs).unref();
});

const server: Server<TrainerContract> = new Server(
  parentPort(),
  trainerContract,
  createTrainer({ folder: __dirname }, (name, data) => server.emit(name, data)),
);
