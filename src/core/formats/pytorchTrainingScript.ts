import type { RunConfiguration } from '../configuration';
import { formatAugmentation } from './pytorchAugmentation';
import { formatModule } from './pytorchModule';
import { formatOptimizer } from './pytorchOptimizer';
import { callMain, evaluateModel, formatImports, loadMnist, usage } from './pytorchParts';
import { formatSchedule, isScheduled } from './pytorchSchedule';

/**
 * A run as a Python script that trains the same model the same way. Its random numbers are PyTorch's, so that its curve
 * differs from ours as that of another seed does.
 */
export function formatTrainingScript(configuration: RunConfiguration): string {
  const { layers, optimizer, augmentation, earlyStopping, interventions } = configuration;
  const scheduled = isScheduled(configuration);
  const modules = [...(earlyStopping ? ['copy'] : []), ...(scheduled || augmentation ? ['math'] : [])];
  const functions = [formatModule(layers), ...(scheduled ? [formatSchedule(configuration)] : []), ...(augmentation ? [formatAugmentation(augmentation)] : [])];
  return `"""A run of MNIST Lab as a PyTorch script. Random numbers are PyTorch's own: the curve differs as with another seed.

${usage}
"""
${formatImports(modules)}
${formatConstants(configuration)}

${[...functions, loadMnist, evaluateModel].join('\n\n')}

def main(folder):
    torch.manual_seed(SEED)
    images, labels = load_mnist(folder, train=True)
    train_rows, val_rows = torch.randperm(len(images)).tensor_split([len(images) - VALIDATION_COUNT])
    model = MnistModel()
    optimizer = ${formatOptimizer(optimizer)}
${scheduled ? '    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule)\n' : ''}${earlyStopping ? beginStopping : ''}
    step = 0
    for epoch in range(EPOCHS):
        model.train()
        # In another order each epoch; the last batch is short where the division leaves a rest.
        for rows in train_rows[torch.randperm(len(train_rows))].split(BATCH_SIZE):
${interventions.length === 0 ? '' : formatChange(scheduled)}            loss = ${formatLoss(configuration)}
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
${scheduled ? '            scheduler.step()\n' : ''}            step += 1
        val_loss, val_acc = evaluate(model, images[val_rows], labels[val_rows])
        print(f"Epoch [{epoch}], val_loss: {val_loss:.4f}, val_acc: {val_acc:.4f}")
${earlyStopping ? stopEarly : ''}
    loss, accuracy = evaluate(model, *load_mnist(folder, train=False))
    print(f"Test: loss {loss:.4f}, accuracy {accuracy:.4f}")


${callMain}`;
}

function formatConstants({ seed, validationCount, batchSize, rounds, optimizer, labelSmoothing, earlyStopping, interventions }: RunConfiguration): string {
  return `SEED = ${seed}
VALIDATION_COUNT = ${validationCount}
BATCH_SIZE = ${batchSize}
EPOCHS = ${rounds.join(' + ')}
LEARNING_RATE = ${optimizer.learningRate}
${labelSmoothing > 0 ? `LABEL_SMOOTHING = ${labelSmoothing}\n` : ''}${earlyStopping ? formatPatience(earlyStopping.patience, rounds) : ''}${interventions.length === 0 ? '' : formatChanges(interventions)}`;
}

function formatLoss({ labelSmoothing, augmentation }: RunConfiguration): string {
  const images = augmentation ? 'bend(images[rows])' : 'images[rows]';
  return `F.cross_entropy(model(${images}), labels[rows]${labelSmoothing > 0 ? ', label_smoothing=LABEL_SMOOTHING' : ''})`;
}

/** `LambdaLR` multiplies its `base_lrs` from the next step on; this one's is set beside. */
function formatChange(scheduled: boolean): string {
  const set = scheduled
    ? `                scheduler.base_lrs = [LEARNING_RATE_CHANGES[step]]
                optimizer.param_groups[0]["lr"] = LEARNING_RATE_CHANGES[step] * schedule(step)`
    : '                optimizer.param_groups[0]["lr"] = LEARNING_RATE_CHANGES[step]';
  return `            if step in LEARNING_RATE_CHANGES:
${set}
`;
}

/** Of two changes at the same step the later one counts, as in `learningRateAt`. */
function formatChanges(interventions: RunConfiguration['interventions']): string {
  const changes = new Map(interventions.map(({ step, value }) => [step, value]));
  const items = [...changes].map(([step, value]) => `${step}: ${value}`);
  return `# What was changed during the run: {step: learning rate}, steps counted over the whole run from 0.
LEARNING_RATE_CHANGES = {${items.join(', ')}}
`;
}

function formatPatience(patience: number, rounds: readonly number[]): string {
  const ends = rounds.map((_, round) => rounds.slice(0, round + 1).reduce((sum, epochs) => sum + epochs, 0));
  return `# Ends the run after so many epochs without a better validation accuracy; each round of epochs begins to count anew.
PATIENCE = ${patience}
ROUND_ENDS = [${ends.join(', ')}]
`;
}

const beginStopping = `
    round_epoch = 0
    best_acc = round_acc = evaluate(model, images[val_rows], labels[val_rows])[1]
    best_weights = copy.deepcopy(model.state_dict())
`;

const stopEarly = `        if val_acc > best_acc:
            best_acc, best_weights = val_acc, copy.deepcopy(model.state_dict())
        if val_acc > round_acc or epoch + 1 in ROUND_ENDS:
            round_acc, round_epoch = val_acc, epoch + 1
        elif epoch + 1 - round_epoch >= PATIENCE:
            print(f"Stopped early after epoch {epoch + 1}: the best weights are tested.")
            model.load_state_dict(best_weights)
            break
`;
