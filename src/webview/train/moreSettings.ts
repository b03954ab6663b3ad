import '../components/disclosure';
import './augmentationSettings';
import './choiceField';
import './numberField';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type * as v from 'valibot';
import { batchSizeSchema, decaySchema, labelSmoothingSchema, patienceSchema, seedSchema, weightDecaySchema, type Optimizer, type RunConfiguration } from '../../core/configuration';
import type { Edits } from '../../core/edits';
import { chooseOptimizer, optimizerChoiceIds, optimizerChoiceOf, optimizerChoices } from '../../core/optimizerChoices';
import { describeSchedule, everyEpochsSchema, stepFactorSchema, warmUpEpochsSchema, type Schedule } from '../../core/schedule';
import { chooseSchedule, scheduleChoiceIds, scheduleChoices } from '../../core/scheduleChoices';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { describeBatchSize, describeSeed, describeSplit } from './describeConfiguration';
import { configurationOfRecipe, recipeHint } from './recipeHint';
import { renderEngine, renderSetting } from './renderSetting';
import { settingColumnStyles, settingStyles } from './settingStyles';

const optimizers = optimizerChoiceIds.map((value) => ({ value, label: optimizerChoices[value].title, description: optimizerChoices[value].meaning }));
const schedules = scheduleChoiceIds.map((value) => ({ value, label: scheduleChoices[value].title, description: scheduleChoices[value].meaning }));
const stopping = [
  { value: 'off', label: 'Off' },
  { value: 'on', label: 'On' },
];
const usualPatience = 3;

/** What the settings of the next run that are not in sight at first come to: "SGD, batch 128", "Adam, one cycle, batch 128, bent images". */
export function describeMore({ optimizer, schedule, batchSize, augmentation, earlyStopping }: RunConfiguration): string {
  const parts = [optimizerChoices[optimizerChoiceOf(optimizer)].title, schedule.kind === 'constant' ? '' : describeSchedule(schedule), `batch ${batchSize}`];
  return [...parts, augmentation ? 'bent images' : '', earlyStopping ? 'ends early' : ''].filter((part) => part !== '').join(', ');
}

/** The settings of the next run that are not in sight at first. */
@customElement('mnist-more-settings')
export class MoreSettings extends LabElement {
  static override styles = [sharedStyles, settingStyles, settingColumnStyles];

  override render(): TemplateResult {
    const { next, engine } = this.state ?? {};
    if (!next?.configuration) return html``;
    const { configuration, recipe } = next;
    const own = configurationOfRecipe(recipe);
    return html`
      ${this.renderOptimizer(configuration.optimizer, own?.optimizer)} ${this.renderSchedule(configuration.schedule)}
      ${this.renderNumber('Batch size', recipeHint(describeBatchSize(configuration).meaning, configuration.batchSize, own?.batchSize), configuration.batchSize, batchSizeSchema, (batchSize) => ({ batchSize }))}
      ${this.renderNumber(
        'Label smoothing',
        recipeHint('Part of each label that is spread over all ten digits, so that it is never quite sure.', configuration.labelSmoothing, own?.labelSmoothing),
        configuration.labelSmoothing,
        labelSmoothingSchema,
        (labelSmoothing) => ({ labelSmoothing }),
      )}
      ${this.renderStopping(configuration)}
      <mnist-augmentation-settings .augmentation=${configuration.augmentation} @augmentation-change=${({ detail }: CustomEvent<Edits['augmentation']>) => this.edit({ augmentation: detail })}></mnist-augmentation-settings>
      <mnist-number-field
        name="Seed"
        meaning=${describeSeed(configuration).meaning}
        .value=${configuration.seed}
        .limits=${seedSchema}
        @number-change=${({ detail }: CustomEvent<number>) => void this.ask('changeNextRun', { seed: detail })}
      ></mnist-number-field>
      ${renderSetting(describeSplit(configuration))} ${engine ? renderEngine(engine, () => void this.ask('selectEngine', null)) : nothing}
    `;
  }

  private renderOptimizer(optimizer: Optimizer, own: Optimizer | undefined): TemplateResult {
    const id = optimizerChoiceOf(optimizer);
    const { title, meaning } = optimizerChoices[id];
    const choose = (chosen: string) => {
      const known = optimizerChoiceIds.find((each) => each === chosen);
      if (known) this.edit({ optimizer: chooseOptimizer(known, own && optimizerChoiceOf(own) === known ? own : optimizer) });
    };
    const hint = recipeHint(meaning, title, own && optimizerChoices[optimizerChoiceOf(own)].title);
    return html`
      <mnist-choice-field name="Optimizer" meaning=${hint} .choices=${optimizers} value=${id} @choice-change=${({ detail }: CustomEvent<string>) => choose(detail)}></mnist-choice-field>
      ${optimizer.kind === 'sgd' && optimizer.momentum > 0
        ? this.renderNumber('Momentum', 'Part of its last step that each step goes on with.', optimizer.momentum, decaySchema, (momentum) => ({ optimizer: { ...optimizer, momentum, nesterov: optimizer.nesterov && momentum > 0 } }))
        : nothing}
      ${this.renderNumber('Weight decay', recipeHint('How strongly weights are drawn to 0.', optimizer.weightDecay, own?.weightDecay), optimizer.weightDecay, weightDecaySchema, (weightDecay) => ({ optimizer: { ...optimizer, weightDecay } }))}
    `;
  }

  private renderSchedule(schedule: Schedule): TemplateResult {
    const choose = (chosen: string) => {
      const known = scheduleChoiceIds.find((each) => each === chosen);
      if (known) this.edit({ schedule: chooseSchedule(known, schedule) });
    };
    return html`
      <mnist-choice-field
        name="Schedule"
        meaning=${scheduleChoices[schedule.kind].meaning}
        .choices=${schedules}
        value=${schedule.kind}
        @choice-change=${({ detail }: CustomEvent<string>) => choose(detail)}
      ></mnist-choice-field>
      ${schedule.kind === 'step'
        ? html`${this.renderNumber('Every', 'Epochs from one fall to the next.', schedule.everyEpochs, everyEpochsSchema, (everyEpochs) => ({ schedule: { ...schedule, everyEpochs } }))}
          ${this.renderNumber('Factor', 'What it is multiplied with.', schedule.factor, stepFactorSchema, (factor) => ({ schedule: { ...schedule, factor } }))}`
        : nothing}
      ${schedule.kind === 'oneCycle'
        ? nothing
        : this.renderNumber('Warm-up', 'Epochs, or a part of one, in which it rises from 0 first.', schedule.warmUpEpochs, warmUpEpochsSchema, (warmUpEpochs) => ({ schedule: { ...schedule, warmUpEpochs } }))}
    `;
  }

  private renderStopping({ earlyStopping }: RunConfiguration): TemplateResult {
    return html`
      <mnist-choice-field
        name="Early stopping"
        meaning="Ends the run where validation accuracy gets no better; its best weights are used then."
        .choices=${stopping}
        value=${earlyStopping ? 'on' : 'off'}
        @choice-change=${({ detail }: CustomEvent<string>) => this.edit({ earlyStopping: detail === 'on' ? { patience: usualPatience } : null })}
      ></mnist-choice-field>
      ${earlyStopping ? this.renderNumber('Patience', 'Epochs without a better one that it waits for.', earlyStopping.patience, patienceSchema, (patience) => ({ earlyStopping: { patience } })) : nothing}
    `;
  }

  private renderNumber(name: string, meaning: string, value: number, limits: v.GenericSchema<unknown, number>, edits: (value: number) => Edits): TemplateResult {
    return html`<mnist-number-field
      name=${name}
      meaning=${meaning}
      .value=${value}
      .limits=${limits}
      @number-change=${({ detail }: CustomEvent<number>) => this.edit(edits(detail))}
    ></mnist-number-field>`;
  }

  private edit(edits: Edits): void {
    void this.ask('changeNextRun', edits);
  }
}
