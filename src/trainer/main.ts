import { Server } from '../protocol/server';
import { trainerContract, type TrainerContract } from '../protocol/trainerContract';
import { parentPort } from './parentPort';
import { createTrainer } from './trainer';

const shutdownMs = 2000;

// Ctrl-C in a terminal reaches this process too; its host decides what that means.
process.on('SIGINT', () => undefined);

// When the host is gone its calls are aborted: a run saves and ends, and nothing keeps the process alive after that.
process.once('disconnect', () => setTimeout(() => process.exit(1), shutdownMs).unref());

const server: Server<TrainerContract> = new Server(
  parentPort(),
  trainerContract,
  createTrainer({ folder: __dirname }, (name, data) => server.emit(name, data)),
);
