import type { RunConfiguration } from '../configuration';
import { formatModule } from './pytorchModule';
import { formatOptimizer } from './pytorchOptimizer';
import { callMain, evaluateModel, imports, loadMnist, usage } from './pytorchParts';

/**
 * A run as a Python script that trains the same model the same way. Its random numbers are PyTorch's, so that its curve
 * differs from ours as that of another seed does.
 */
export function formatTrainingScript(configuration: RunConfiguration): string {
  const { layers, optimizer, batchSize, rounds, validationCount, seed, interventions } = configuration;
  return `"""A run of MNIST Lab as a PyTorch script. Random numbers are PyTorch's own: the curve differs as with another seed.

${usage}
"""
${imports}
SEED = ${seed}
VALIDATION_COUNT = ${validationCount}
BATCH_SIZE = ${batchSize}
EPOCHS = ${rounds.join(' + ')}
LEARNING_RATE = ${optimizer.learningRate}
${interventions.length === 0 ? '' : formatChanges(configuration)}

${formatModule(layers)}

${loadMnist}

${evaluateModel}

def main(folder):
    torch.manual_seed(SEED)
    images, labels = load_mnist(folder, train=True)
    train_rows, val_rows = torch.randperm(len(images)).tensor_split([len(images) - VALIDATION_COUNT])
    model = MnistModel()
    optimizer = ${formatOptimizer(optimizer)}

    step = 0
    for epoch in range(EPOCHS):
        # In another order each epoch; the last batch is short where the division leaves a rest.
        for rows in train_rows[torch.randperm(len(train_rows))].split(BATCH_SIZE):
${interventions.length === 0 ? '' : setLearningRate}            loss = F.cross_entropy(model(images[rows]), labels[rows])
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            step += 1
        val_loss, val_acc = evaluate(model, images[val_rows], labels[val_rows])
        print(f"Epoch [{epoch}], val_loss: {val_loss:.4f}, val_acc: {val_acc:.4f}")

    loss, accuracy = evaluate(model, *load_mnist(folder, train=False))
    print(f"Test: loss {loss:.4f}, accuracy {accuracy:.4f}")


${callMain}`;
}

const setLearningRate = `            if step in LEARNING_RATE_CHANGES:
                optimizer.param_groups[0]["lr"] = LEARNING_RATE_CHANGES[step]
`;

/** Of two changes at the same step the later one counts, as in `learningRateAt`. */
function formatChanges({ interventions }: RunConfiguration): string {
  const changes = new Map(interventions.map(({ step, value }) => [step, value]));
  const items = [...changes].map(([step, value]) => `${step}: ${value}`);
  return `# What was changed during the run: {step: learning rate}, steps counted over the whole run from 0.
LEARNING_RATE_CHANGES = {${items.join(', ')}}
`;
}
