import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatHistoryCsv } from '../../core/formats/historyCsv';
import type { RunSnapshot } from '../../core/run';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { plainTableStyles } from './plainTableStyles';
import { collectStepsCsv } from './stepsCsv';

const shownEpochs = 5;

/** The newest epochs in numbers, and the ways to take all numbers along. */
@customElement('mnist-last-epochs')
export class LastEpochs extends LabElement {
  static override styles = [
    sharedStyles,
    plainTableStyles,
    css`
      :host {
        display: block;
      }
      .save {
        margin-top: 8px;
      }
    `,
  ];

  @state() private accessor isCollecting = false;

  protected override willUpdate(): void {
    this.hidden = (this.state?.run?.history.length ?? 0) === 0;
  }

  override render(): TemplateResult {
    const { run } = this.state ?? {};
    if (!run) return html``;
    return html`
      <table>
        <caption class="screen-reader">
          The newest epochs
        </caption>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            <th scope="col">Train loss</th>
            <th scope="col">Val loss</th>
            <th scope="col">Val accuracy</th>
          </tr>
        </thead>
        <tbody>
          ${run.history
            .slice(-shownEpochs)
            .toReversed()
            .map(
              ({ epoch, trainLoss, valLoss, valAccuracy }) => html`<tr>
                <th scope="row">${epoch}</th>
                <td>${trainLoss?.toFixed(4) ?? '–'}</td>
                <td>${valLoss.toFixed(4)}</td>
                <td>${valAccuracy.toFixed(4)}</td>
              </tr>`,
            )}
        </tbody>
      </table>
      <p class="save secondary">
        Save as CSV: <button class="link" @click=${() => this.saveHistory(run)}>epochs</button>,
        ${this.isCollecting ? html`<span role="status">collecting batches</span>` : html`<button class="link" @click=${() => void this.saveSteps(run)}>batches</button>`}
      </p>
    `;
  }

  private saveHistory({ run, history, stepsPerEpoch }: RunSnapshot): void {
    const csv = formatHistoryCsv(history, { configuration: run.configuration, stepsPerEpoch });
    void this.ask('saveFile', { name: `${run.id}-epochs.csv`, kind: 'csv', bytes: new TextEncoder().encode(csv) });
  }

  private async saveSteps({ run, stepsPerEpoch }: RunSnapshot): Promise<void> {
    this.isCollecting = true;
    try {
      const csv = await collectStepsCsv(this.store.steps.length, { configuration: run.configuration, stepsPerEpoch }, (range) => this.store.client.call('steps', range));
      await this.ask('saveFile', { name: `${run.id}-batches.csv`, kind: 'csv', bytes: new TextEncoder().encode(csv) });
    } catch (error) {
      this.tell(error);
    } finally {
      this.isCollecting = false;
    }
  }
}
