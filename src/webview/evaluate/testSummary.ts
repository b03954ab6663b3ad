import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMetrics, macroF1 } from '../../core/classMetrics';
import { describePosition } from '../../core/describeCheckpoint';
import { formatCount } from '../../core/formatCount';
import type { TestReport } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { formatDuration } from './reportWords';

/** Accuracy, loss, mistakes and macro F1, each with what it means; whose they are; and the way to find them anew. */
@customElement('mnist-test-summary')
export class TestSummary extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr)) 232px;
        gap: 16px;
        padding-bottom: 16px;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        font-weight: 400;
      }
      .again {
        display: grid;
        justify-items: end;
        align-content: start;
        text-align: right;
      }
      .again vscode-button {
        margin-bottom: 4px;
      }
      .again .hint {
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @container (max-width: 1100px) {
        :host {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .again {
          grid-column: 1 / -1;
          display: flex;
          flex-wrap: wrap;
          align-items: center;
          gap: 4px 12px;
          text-align: left;
        }
        .again vscode-button {
          margin-bottom: 0;
        }
      }
      @container (min-width: 800px) and (max-width: 1100px) {
        :host {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor report!: TestReport;

  override render(): TemplateResult {
    const { n, accuracy, loss, confusion } = this.report.evaluation;
    const correct = confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
    const mistakes = n - correct;
    return html`
      ${renderNumber('Test accuracy', accuracy.toFixed(4), `${formatCount(correct)} of ${formatCount(n)} images it has never met.`)}
      ${renderNumber('Test loss', loss.toFixed(4), 'Mean surprise; guessing gives 2.303.')}
      ${renderNumber('Mistakes', formatCount(mistakes), mistakes === 0 ? 'There is none to look at.' : html`Open them all in <a href="#" @click=${(event: Event) => this.openMistakes(event)}>Samples</a>.`)}
      ${renderNumber('Macro F1', macroF1(classMetrics(confusion)).toFixed(4), 'Every digit counts the same.')} ${this.renderAgain()}
    `;
  }

  private renderAgain(): TemplateResult {
    const { report, state } = this;
    const isEvaluating = state?.isEvaluating ?? false;
    return html`<div class="again">
      <vscode-button secondary icon="refresh" ?disabled=${isEvaluating || !state?.weights} @click=${() => void this.ask('evaluate', null)}>
        ${isEvaluating ? 'Evaluating' : 'Evaluate Again'}
      </vscode-button>
      <span class="hint figures">${describePosition(report.position)} · took ${formatDuration(report.tookMs)}</span>
      <span class="hint" title=${report.run}>${report.run}</span>
    </div>`;
  }

  private openMistakes(event: Event): void {
    event.preventDefault();
    this.navigate({ tab: 'samples', samples: { set: 'test', filter: { onlyMistakes: true, order: 'index' } } });
  }
}

function renderNumber(name: string, value: string, meaning: TemplateResult | string): TemplateResult {
  return html`<div>
    <h2>${name}</h2>
    <div class="number">${value}</div>
    <div class="hint">${meaning}</div>
  </div>`;
}
