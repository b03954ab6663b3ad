import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { exportFormats } from '../core/formats/exportModel';
import { models } from '../core/models';
import { optimizerChoiceIds } from '../core/optimizerChoices';
import { recipes } from '../core/recipes';
import { UserError } from '../core/userError';
import { programVersion, withSession, type Context } from './context';
import { doctor } from './doctor';
import { evaluate, type EvaluateOptions } from './evaluate';
import { exitCode } from './exitCode';
import { exportCheckpoint, type ExportOptions } from './export';
import { findRate, type FindRateOptions } from './findRate';
import { endWithReader } from './interrupts';
import { createOutput } from './output';
import { predict, type PredictOptions } from './predict';
import { resume, type ResumeOptions } from './resume';
import { train, type TrainOptions } from './train';
import { scheduleNames } from './trainEdits';

const threadsHelp = 'threads of the engine; 0 leaves the choice to it';
const checkpointHelp = 'a .safetensors or .pth file, or the id or folder of a run, of which the last checkpoint is taken; the best, where it ended early';

const exportHelp = `
pth          a state dict for torch.load(FILE, weights_only=True)
safetensors  the same for safetensors.torch.load_file(FILE)
python       a script that rebuilds the model in PyTorch and tests it, and its weights beside it: model.py, model-weights.pth`;

/** Runs the program. Returns the exit code; everything was said by then. */
async function main(argv: readonly string[]): Promise<number> {
  const output = createOutput(process.stdout, argv.includes('--json'));
  let code: number = exitCode.ok;
  const run = (verb: (context: Context) => Promise<number>) => withSession(output, verb).then((result) => void (code = result));
  const program = createProgram(run);
  try {
    await program.parseAsync(argv.slice(2), { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    output.progress(undefined);
    const isUserError = error instanceof UserError;
    const message = error instanceof Error ? error.message : String(error);
    output.object({ type: 'error', code: isUserError ? error.code : 'bug', message });
    if (!output.json) process.stderr.write(`${isUserError ? message : `This is a bug in MNIST Lab: ${error instanceof Error ? error.stack : message}`}\n`);
    return isUserError ? exitCode.userError : exitCode.bug;
  }
}

function createProgram(run: (verb: (context: Context) => Promise<number>) => Promise<void>): Command {
  const program = new Command('mnist')
    .description('Trains and tests small networks that read handwritten digits (MNIST).')
    .version(programVersion())
    .exitOverride();

  addTrainOptions(program.command('train').description('train a model, save it every epoch, and test it at the end')).action((options: TrainOptions) => run((context) => train(options, context)));

  addFindRateOptions(program.command('find-rate').description('try learning rates on a fresh model, a batch each, and suggest one')).action((options: FindRateOptions) =>
    run((context) => findRate(options, context)),
  );

  addEngineOptions(program.command('resume'))
    .description('go on with a run that was stopped or interrupted, from its last checkpoint')
    .argument('<run>', 'the id or folder of a run')
    .option('--epochs <number>', 'train a finished run for so many more epochs', number)
    .option('--learning-rate <number>', 'length of a step from now on', number)
    .option('--inexact', 'take the engine of --engine, where the one that the run was computed on is not here')
    .addHelpText('after', '\nOn the engine that the run was computed on it learns, to the bit, what it would have learned uninterrupted.')
    .action((argument: string, options: ResumeOptions) => run((context) => resume(argument, options, context)));

  addEngineOptions(program.command('evaluate'))
    .description('loss, accuracy and confusion matrix of a checkpoint')
    .argument('<checkpoint>', checkpointHelp)
    .addOption(modelOption())
    .addOption(new Option('--split <name>', 'on which images').choices(['test', 'validation']).default('test'))
    .option('--seed <number>', 'the seed of the split, where the checkpoint does not name it', number)
    .action((checkpoint: string, options: EvaluateOptions) => run((context) => evaluate(checkpoint, options, context)));

  addEngineOptions(program.command('predict'))
    .description('what a checkpoint reads in an image')
    .argument('<checkpoint>', checkpointHelp)
    .addOption(modelOption())
    .addOption(new Option('--index <number>', 'an image of the test set, 0 to 9999').argParser(number).conflicts('image'))
    .addOption(new Option('--image <file>', 'a PNG file of any size with one digit').conflicts('strokes'))
    .addOption(new Option('--strokes <file>', 'a file of drawings, one JSON object a line: {"strokes": [[[x, y], ...], ...], "label": 3}').conflicts('index'))
    .action((checkpoint: string, options: PredictOptions, command: Command) => {
      if (options.index === undefined && options.image === undefined && options.strokes === undefined) {
        command.error('error: name what to read with --index, --image or --strokes');
      }
      return run((context) => predict(checkpoint, options, context));
    });

  program
    .command('export')
    .description('writes a checkpoint for PyTorch')
    .argument('<checkpoint>', checkpointHelp)
    .addOption(new Option('--format <name>', 'what to write').choices(exportFormats).makeOptionMandatory())
    .requiredOption('--out <file>', 'where; a file of that name is replaced')
    .addOption(modelOption())
    .option('--json', 'one JSON object a line')
    .addHelpText('after', exportHelp)
    .action((checkpoint: string, options: ExportOptions) => run((context) => exportCheckpoint(checkpoint, options, context)));

  program
    .command('doctor')
    .description('what is installed, whether it computes right, and how fast')
    .option('--threads <number>', threadsHelp, number, 0)
    .option('--json', 'one JSON object a line')
    .action((options: { threads: number }) => run((context) => doctor(options, context)));
  return program;
}

const trainHelp = `
Loss and accuracy weight every image alike; the notebook averages the means of its batches.
Ctrl-C stops within a batch and saves.`;

const editsHelp = `
LAYERS is JSON, or a file of it, first layer to last; what is left out is as plain as can be:
  [{"kind": "conv", "filters": 8, "kernel": 5, "stride": 2, "pool": false, "dropout": 0.1},
   {"kind": "dense", "outputs": 10}]
BENDING is off, light, strong, people, or amounts: {"shift": 1, "rotation": 10, "scale": 0.1, "shear": 10, "thickness": 0.5, "elastic": 2}`;

function addTrainOptions(command: Command): Command {
  addStepOptions(addModelOptions(command))
    .option('--epochs <number>', 'passes over the training images', number)
    .option('--learning-rate <number>', 'length of a step; another optimizer has one of its own', number)
    .addOption(new Option('--schedule <name>', 'how the learning rate moves').choices(Object.keys(scheduleNames)))
    .option('--warm-up <epochs>', 'in which the learning rate rises first', number)
    .option('--patience <epochs>', 'ends the run after so many without a better validation accuracy', number)
    .optionsGroup('Where:')
    .option('--out <folder>', 'where the folder of the run is made (default: .mnist/runs)');
  return addEngineOptions(command).addHelpText('after', `${trainHelp}\n${editsHelp}`);
}

function addFindRateOptions(command: Command): Command {
  addStepOptions(addModelOptions(command)).optionsGroup('Where:');
  return addEngineOptions(command).addHelpText('after', editsHelp);
}

function addModelOptions(command: Command): Command {
  return command
    .optionsGroup('What to train:')
    .addOption(new Option('--recipe <id>', 'a complete configuration, from which the options below differ').choices(Object.keys(recipes)).default('notebook'))
    .addOption(new Option('--model <id>', 'a model of the catalogue').choices(Object.keys(models)).conflicts('layers'))
    .option('--layers <layers>', 'a model of your own, see below')
    .option('--seed <number>', 'decides split, initial weights and order; same seed, same run', number, 1);
}

/** What decides a single step, but its length. */
function addStepOptions(command: Command): Command {
  return command
    .optionsGroup('How:')
    .option('--batch <number>', 'images a step', number)
    .addOption(new Option('--optimizer <name>', 'how weights follow gradients').choices(optimizerChoiceIds))
    .option('--weight-decay <number>', 'how strongly weights are drawn to 0', number)
    .option('--label-smoothing <number>', 'part of each label that is spread over all digits', number)
    .option('--augment <bending>', 'how far images are bent each time, see below');
}

/** For weights from elsewhere that fit several models. */
function modelOption(): Option {
  return new Option('--model <id>', 'whose weights these are, where the file does not say').choices(Object.keys(models));
}

function addEngineOptions(command: Command): Command {
  return command
    .addOption(new Option('--engine <name>', 'where the arithmetic happens').choices(['auto', 'tensorflow', 'wasm']).default('auto'))
    .option('--threads <number>', threadsHelp, number, 0)
    .option('--json', 'one JSON object a line');
}

function number(text: string): number {
  const value = Number(text);
  // What says that it is no number is held to the limits like a number.
  if (text.trim() === '' || (Number.isNaN(value) && text !== 'NaN')) throw new InvalidArgumentError('It is not a number.');
  return value;
}

endWithReader(process.stdout);
void main(process.argv).then((code) => {
  process.exitCode = code;
});
