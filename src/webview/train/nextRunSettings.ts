import '../components/recipePicker';
import './numberField';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { batchSizeSchema, epochsSchema, learningRateSchema, seedSchema, totalEpochs, type RunConfiguration } from '../../core/configuration';
import { recipes } from '../../core/recipes';
import type { NextRun } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { describeBatchSize, describeEpochs, describeModel, describeOptimizer, describeSeed, describeSplit, type SettingText } from './describeConfiguration';
import { differences } from './recipeDifferences';
import { renderEngine, renderSetting } from './renderSetting';
import { settingStyles } from './settingStyles';

type Field = 'epochs' | 'batchSize' | 'learningRate' | 'seed';

const limits = { epochs: epochsSchema, batchSize: batchSizeSchema, learningRate: learningRateSchema, seed: seedSchema };

/** What Train will do: a recipe, and the fields that can be changed. */
@customElement('mnist-next-run-settings')
export class NextRunSettings extends LabElement {
  static override styles = [
    sharedStyles,
    settingStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 4px;
      }
      mnist-recipe-picker {
        margin-bottom: 4px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { next } = this.state ?? {};
    if (!next) return html``;
    return html`
      <mnist-recipe-picker .store=${this.store} .active=${this.active}></mnist-recipe-picker>
      ${next.isCustom ? this.renderWayBack(next) : nothing}
      ${next.problem === undefined ? nothing : html`<p class="problem" role="alert">${next.problem}</p>`} ${next.configuration ? this.renderFields(next.configuration, next) : nothing}
    `;
  }

  private renderWayBack({ recipe }: NextRun): TemplateResult {
    const title = titleOf(recipe);
    return html`<p class="secondary">
      Custom: changed from ${title}. <button class="link" @click=${() => void this.ask('chooseRecipe', { recipe })}>Back to the recipe</button>
    </p>`;
  }

  private renderFields(configuration: RunConfiguration, { recipe }: NextRun): TemplateResult {
    const { engine } = this.state ?? {};
    const differing = differences(configuration, recipe);
    const field = (name: Field, value: number, text: SettingText) => this.renderField(name, value, text, differing[name]);
    return html`
      <p class="hint">${describeModel(configuration).meaning}</p>
      ${renderSetting(describeOptimizer(configuration))}
      ${field('learningRate', configuration.optimizer.learningRate, { name: 'Learning rate', value: '', meaning: 'How far one step goes.' })}
      ${field('batchSize', configuration.batchSize, describeBatchSize(configuration))} ${field('epochs', totalEpochs(configuration), describeEpochs(configuration))}
      ${field('seed', configuration.seed, describeSeed(configuration))} ${renderSetting(describeSplit(configuration))}
      ${engine ? renderEngine(engine, () => void this.ask('selectEngine', null)) : nothing}
    `;
  }

  private renderField(field: Field, value: number, { name, meaning }: SettingText, ofRecipe: number | undefined): TemplateResult {
    return html`<mnist-number-field
      name=${name}
      meaning=${ofRecipe === undefined ? meaning : `${meaning} The recipe has ${ofRecipe}.`}
      .value=${value}
      .limits=${limits[field]}
      @number-change=${({ detail }: CustomEvent<number>) => void this.ask('changeNextRun', { [field]: detail })}
    ></mnist-number-field>`;
  }
}

function titleOf(recipe: string): string {
  return Object.entries(recipes).find(([id]) => id === recipe)?.[1].title ?? 'the recipe';
}
