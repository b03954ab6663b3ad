import '../components/disclosure';
import '../components/recipePicker';
import './layerEditor';
import './moreSettings';
import './numberField';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { epochsSchema, learningRateSchema, totalEpochs, type RunConfiguration } from '../../core/configuration';
import { formatCount } from '../../core/formatCount';
import { parameterCount, type Layer } from '../../core/layers';
import { modelDescription } from '../../core/models';
import { recipeTitle } from '../../core/recipes';
import type { NextRun } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { describeEpochs } from './describeConfiguration';
import { describeMore } from './moreSettings';
import { configurationOfRecipe, recipeHint } from './recipeHint';
import { settingColumnStyles, settingStyles } from './settingStyles';

/** What Train will do: a recipe, and the fields that can be edited; first those that matter most, the others on demand. */
@customElement('mnist-next-run-settings')
export class NextRunSettings extends LabElement {
  static override styles = [
    sharedStyles,
    settingStyles,
    settingColumnStyles,
    css`
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
    return html`<p class="secondary">
      Custom: changed from ${recipeTitle(recipe)}. <button class="link" @click=${() => void this.ask('chooseRecipe', { recipe })}>Back to the recipe</button>
    </p>`;
  }

  private renderFields(configuration: RunConfiguration, { recipe }: NextRun): TemplateResult {
    const { model, layers, optimizer } = configuration;
    const own = configurationOfRecipe(recipe);
    const epochs = totalEpochs(configuration);
    return html`
      <p class="hint">${modelDescription(model)} ${formatCount(parameterCount(layers))} parameters.</p>
      <mnist-disclosure heading="Layers" about="${layers.length}; open them to build a network of your own">
        <mnist-layer-editor .layers=${layers} @layers-change=${({ detail }: CustomEvent<Layer[]>) => void this.ask('changeNextRun', { layers: detail })}></mnist-layer-editor>
      </mnist-disclosure>
      <mnist-number-field
        name="Epochs"
        meaning=${recipeHint(describeEpochs(configuration).meaning, epochs, own && totalEpochs({ ...configuration, rounds: [...own.rounds] }))}
        .value=${epochs}
        .limits=${epochsSchema}
        @number-change=${({ detail }: CustomEvent<number>) => void this.ask('changeNextRun', { epochs: detail })}
      ></mnist-number-field>
      <mnist-number-field
        name="Learning rate"
        meaning=${recipeHint('How far one step goes.', optimizer.learningRate, own?.optimizer.learningRate)}
        .value=${optimizer.learningRate}
        .limits=${learningRateSchema}
        @number-change=${({ detail }: CustomEvent<number>) => void this.ask('changeNextRun', { optimizer: { ...optimizer, learningRate: detail } })}
      ></mnist-number-field>
      <mnist-disclosure heading="More settings" about=${describeMore(configuration)}>
        <mnist-more-settings .store=${this.store} .active=${this.active}></mnist-more-settings>
      </mnist-disclosure>
    `;
  }
}
