import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classCount } from '../../core/layers';
import { sharedStyles } from '../theme/styles';
import { formatPercent, winnerOf } from './probabilities';

/**
 * Ten bars, one a class, the likeliest one marked. Where the label is known, its row has a tick, and a winner that is not
 * the label a cross. Without probabilities every bar is at zero.
 */
@customElement('mnist-probability-bars')
export class ProbabilityBars extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      ol {
        display: grid;
        grid-template-columns: min-content minmax(40px, 1fr) auto min-content;
        column-gap: 12px;
        align-items: center;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        align-items: center;
        height: var(--bar-row, 24px);
        font-variant-numeric: tabular-nums;
      }
      .bar {
        box-sizing: border-box;
        height: 11px;
        background: color-mix(in srgb, var(--vscode-foreground) 7%, transparent);
        border: 1px solid var(--vscode-contrastBorder, transparent);
      }
      .bar > div {
        height: 100%;
        min-width: 2px;
        background: color-mix(in srgb, var(--vscode-foreground) 40%, transparent);
      }
      .none .bar > div {
        min-width: 0;
      }
      .percent {
        min-width: 5.5ch;
        text-align: end;
      }
      .winner {
        font-weight: 600;
      }
      .winner .bar > div {
        background: var(--vscode-charts-blue);
      }
      .wrong .bar > div {
        background: var(--vscode-charts-red);
      }
      .mark {
        display: flex;
        width: 16px;
        margin-inline-start: -8px;
      }
      .mark:empty {
        width: 0;
        margin-inline-start: -12px;
      }
      .wrong .mark {
        color: var(--vscode-charts-red);
      }
    `,
  ];

  /** `[10]`, from 0 to 1. */
  @property({ attribute: false }) accessor probabilities: ArrayLike<number> | undefined;
  /** The digit that the image is, where that is known. */
  @property({ attribute: false }) accessor label: number | undefined;

  override render(): TemplateResult {
    const winner = this.probabilities && winnerOf(this.probabilities);
    return html`<ol aria-label="Probability of each digit" class=${this.probabilities ? '' : 'none'}>
      ${Array.from({ length: classCount }, (_, digit) => this.renderRow(digit, digit === winner))}
    </ol>`;
  }

  private renderRow(digit: number, isWinner: boolean): TemplateResult {
    const probability = this.probabilities?.[digit] ?? 0;
    const isLabel = digit === this.label;
    const isWrong = isWinner && this.label !== undefined && !isLabel;
    return html`<li class="${isWinner ? 'winner' : ''} ${isWrong ? 'wrong' : ''}">
      <span>${digit}</span>
      <div class="bar" aria-hidden="true"><div .style=${`width:${100 * probability}%`}></div></div>
      <span class="percent">${formatPercent(probability)}</span>
      <span class="mark">${isLabel ? mark('check', 'the label') : isWrong ? mark('close', 'wrong') : nothing}</span>
    </li>`;
  }
}

function mark(icon: string, words: string): TemplateResult {
  return html`<vscode-icon name=${icon} title=${words} role="img" aria-label=${words}></vscode-icon>`;
}
