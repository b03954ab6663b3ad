import { relative } from 'node:path';
import { totalEpochs } from '../core/configuration';
import { formatNotebookLine } from '../core/formats/history';
import { describeEarlyEnd, finalCheckpoint, type RunEvent, type RunSnapshot } from '../core/run';
import { checkpointFile } from '../host/runStore';
import type { EngineSettings } from '../host/trainerSupervisor';
import type { Weights } from '../protocol/trainerContract';
import { programCommand, type Context } from './context';
import { exitCode } from './exitCode';
import { stopOnInterrupt } from './interrupts';
import { formatProgress, type Output } from './output';
import { showStart } from './runStart';

/** The notebook's own choice of test images; the last one is where its model breaks. */
const shownTestImages = [0, 1, 5, 193, 1839];

/**
 * Shows a run from its start to its end, then how the weights it ended with do on the test set. The first Ctrl-C, or a request to
 * end, stops it within a batch and saves; a second one ends the program at once. Returns the exit code.
 */
export async function reportRun(train: () => Promise<RunSnapshot | undefined>, engine: EngineSettings, context: Context): Promise<number> {
  const { output, session, workingFolder } = context;
  const stopListening = stopOnInterrupt(() => {
    output.line('Stopping and saving. Press Ctrl-C again to end at once.');
    session.stop();
  });
  let isStartShown = false;
  session.onChange((snapshot, event) => {
    if (snapshot.run && !isStartShown) {
      isStartShown = true;
      showStart(snapshot.run, snapshot, output);
    }
    if (snapshot.run && event) showEvent(snapshot.run, event, output);
  });
  const run = await train();
  stopListening();
  output.progress(undefined);

  const final = run && finalCheckpoint(run);
  if (!final) {
    output.line('Stopped before training began; nothing was saved.');
    return exitCode.interrupted;
  }
  const checkpoint = checkpointFile(run.folder, final.name);
  const relativeTo = (path: string) => relative(workingFolder, path) || path;
  if (run.phase !== 'finished') {
    if (run.problem !== undefined) {
      output.line(run.problem);
      output.object({ type: 'error', code: 'training-failed', message: run.problem });
    } else {
      output.line(`Stopped in epoch ${run.epoch + 1} after ${run.step} steps. The weights are saved.`);
    }
    const command = programCommand(workingFolder);
    output.line(`  ${command} resume ${relativeTo(run.folder)}    goes on from there`);
    output.line(`  ${command} evaluate ${relativeTo(checkpoint)}    shows what it has learned`);
    return run.problem === undefined ? exitCode.interrupted : exitCode.userError;
  }
  const earlyEnd = describeEarlyEnd(run);
  if (earlyEnd !== undefined) output.line(`${earlyEnd} The best weights, of epoch ${final.epoch}, are tested.`);
  await showTest({ kind: 'checkpoint', file: checkpoint }, engine, context);
  output.line();
  output.line(`Checkpoint  ${relativeTo(checkpoint)}`);
  const trainingSeconds = run.history.reduce((sum, { seconds }) => sum + seconds, 0);
  output.line(`Time        ${process.uptime().toFixed(1)} s since the start of the program, ${trainingSeconds.toFixed(1)} s of training in the run`);
  if (run.problem !== undefined) output.line(`Not saved: ${run.problem}`);
  return exitCode.ok;
}

function showEvent(run: RunSnapshot, event: RunEvent, output: Output): void {
  switch (event.kind) {
    case 'progress': {
      const share = (event.epoch + event.step / run.stepsPerEpoch) / totalEpochs(run.run.configuration);
      return output.progress(formatProgress(share, event.imagesPerSecond, event.secondsLeft));
    }
    case 'epoch': {
      const { record } = event;
      const untrained = `${run.run.parent ? 'Before training' : 'Untrained'}, val_loss: ${record.valLoss.toFixed(4)}, val_acc: ${record.valAccuracy.toFixed(4)}`;
      output.line(record.epoch === 0 ? untrained : formatNotebookLine(record));
      return output.object({ type: 'epoch', ...record });
    }
    case 'checkpoint':
      return output.object({ type: 'checkpoint', ...event.checkpoint, path: checkpointFile(run.folder, event.checkpoint.name) });
    case 'unsaved':
      return output.line(`Not saved: ${event.problem} Training goes on; the next epoch tries again.`);
    case 'paused':
    case 'resumed':
    case 'intervened':
    case 'ended':
      return undefined;
    default: {
      const unknown: never = event;
      throw new Error(`no such event: ${JSON.stringify(unknown)}`);
    }
  }
}

async function showTest(weights: Weights, engine: EngineSettings, { session, output }: Context): Promise<void> {
  const { evaluation: test } = await session.evaluate(weights, 'test', engine);
  output.line();
  output.line(`Test: loss ${test.loss.toFixed(4)}, accuracy ${test.accuracy.toFixed(4)}`);
  output.object({ type: 'summary', ...test });
  for (const testIndex of shownTestImages) {
    const { digit, label, probabilities } = await session.predict(weights, testIndex, engine);
    const probability = probabilities[digit] ?? 0;
    output.line(`  image ${String(testIndex).padStart(4)}  label ${label}  read as ${digit}  (${(100 * probability).toFixed(1)} %)`);
    output.object({ type: 'prediction', index: testIndex, digit, probability, probabilities, label });
  }
}
