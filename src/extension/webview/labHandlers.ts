import * as vscode from 'vscode';
import { StepSeries } from '../../core/stepSeries';
import { evaluate } from '../evaluate';
import type { Lab } from '../lab';
import { command, type CommandId } from '../names';
import { changeNextRun, chooseRecipe } from '../nextRun';
import { writeSetting } from '../settings';
import { saveFile } from './saveFile';
import type { LabHandlers } from './labServer';
import type { LabPanel } from './labPanel';

/** What the pages ask of the extension. What is a command too is run as one, so that its errors are told in one way. */
export function labHandlers(lab: Lab, panel: () => LabPanel, changed: () => void): LabHandlers {
  const { session, selection, samples, digits, context, engine } = lab;
  const run = (id: CommandId) => () => {
    void vscode.commands.executeCommand(id);
    return null;
  };
  return {
    train: run(command.train),
    trainMore: run(command.trainMore),
    resumeRun: run(command.resume),
    pause: run(command.pause),
    async resume({ until }) {
      await session.resume(until);
      return null;
    },
    stop: run(command.stop),
    findLearningRate: run(command.findLearningRate),
    async stopSearch() {
      await session.stopSearch();
      return null;
    },
    async setPace({ pace }) {
      // A run that goes on hears of it by the change of the setting.
      await writeSetting('pace', pace);
      return null;
    },
    async setLearningRate({ learningRate }) {
      await session.setLearningRate(learningRate);
      return null;
    },
    async chooseRecipe({ recipe }) {
      await chooseRecipe(context.workspaceState, recipe);
      changed();
      return null;
    },
    async changeNextRun(changes) {
      await changeNextRun(context.workspaceState, changes);
      changed();
      return null;
    },
    evaluate: run(command.evaluate),
    async evaluateQuietly() {
      await evaluate(lab, () => undefined);
      return null;
    },
    selectEngine: run(command.selectEngine),
    showLog: run(command.showLog),
    openLab(destination) {
      panel().show(destination);
      return null;
    },
    saveFile,
    async show({ run: id, checkpoint }) {
      await selection.show(id, checkpoint);
      return null;
    },
    steps: ({ from, to }) => (selection.shown?.steps ?? new StepSeries()).decimate(from, to),
    async read({ image }) {
      return (await selection.read((weights) => session.read(weights, image, engine()))) ?? null;
    },
    async explain({ image }) {
      return (await selection.read((weights) => session.explain(weights, image, engine()))) ?? null;
    },
    browse: ({ set, filter }) => samples.browse(set, filter),
    images: ({ set, indices }) => samples.images(set, indices),
    readings: ({ set, indices }) => samples.readings(set, indices),
    inspect: ({ set, index }) => samples.inspect(set, index),
    async addDigit(drawing) {
      return { index: await digits.add(drawing) };
    },
    async removeDigit({ index }) {
      await digits.remove(index);
      return null;
    },
    async digitStrokes({ index }) {
      return { strokes: await digits.strokes(index) };
    },
    evaluateDigits: () => samples.evaluateDigits(),
  };
}
