import './numberField';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { chosenLearningRate, learningRateSchema } from '../../core/configuration';
import type { RunSnapshot } from '../../core/run';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { describeBatchSize, describeEpochs, describeExtras, describeLearningRate, describeModel, describeOptimizer, describeSeed, describeSplit } from './describeConfiguration';
import { renderEngine, renderSetting } from './renderSetting';
import { settingColumnStyles, settingStyles } from './settingStyles';

/** By what the shown run trains, or was trained. All of it is fixed but the learning rate, while the run goes on. */
@customElement('mnist-run-settings')
export class RunSettings extends LabElement {
  static override styles = [sharedStyles, settingStyles, settingColumnStyles];

  override render(): TemplateResult {
    const { run, goingOn } = this.state ?? {};
    if (!run) return html``;
    const { configuration } = run.run;
    return html`
      ${[describeModel, describeOptimizer].map((describe) => renderSetting(describe(configuration)))} ${this.renderLearningRate(run, goingOn?.id === run.run.id)}
      ${describeExtras(configuration).map(renderSetting)} ${[describeBatchSize, describeEpochs, describeSplit, describeSeed].map((describe) => renderSetting(describe(configuration)))} ${this.renderEngine(run)}
    `;
  }

  private renderLearningRate({ run, epoch, step, stepsPerEpoch }: RunSnapshot, isGoingOn: boolean): TemplateResult {
    const next = epoch * stepsPerEpoch + step;
    const text = describeLearningRate(run.configuration, next, stepsPerEpoch);
    if (!isGoingOn) return renderSetting(text);
    return html`<mnist-number-field
      apply
      name=${text.name}
      meaning="${text.meaning} Can be changed while it trains; the charts mark where."
      .value=${chosenLearningRate(run.configuration, next)}
      .limits=${learningRateSchema}
      @number-change=${({ detail }: CustomEvent<number>) => void this.ask('setLearningRate', { learningRate: detail })}
    ></mnist-number-field>`;
  }

  /** Why this engine is known only of the one in use. */
  private renderEngine({ run: { engine } }: RunSnapshot): TemplateResult {
    const { engine: current } = this.state ?? {};
    if (current?.probe === engine.probe && current.id === engine.id) return renderEngine(current, () => void this.ask('selectEngine', null));
    return renderSetting({ name: 'Engine', value: engine.id, meaning: `Where the arithmetic happened: ${engine.description}.` });
  }
}
