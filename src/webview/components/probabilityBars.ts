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
        --least: 2px;
        display: block;
      }
      ol {
        display: grid;
        grid-template-columns: min-content minmax(40px, 1fr) 5.5ch;
        column-gap: 12px;
        align-items: center;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      ol.labelled {
        grid-template-columns: min-content minmax(40px, 1fr) 5.5ch 16px;
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
      /* What changes with every stroke, here and below, is painted anew without laying out the page. */
      .bar > div {
        --colour: color-mix(in srgb, var(--vscode-foreground) 40%, transparent);
        height: 100%;
        background: linear-gradient(var(--colour), var(--colour)) no-repeat 0 0 / max(var(--least), var(--part)) 100%;
      }
      .none {
        --least: 0px;
      }
      .percent {
        contain: size layout style;
        height: 100%;
        line-height: var(--bar-row, 24px);
        text-align: end;
      }
      .winner {
        font-weight: 600;
      }
      .winner .bar > div {
        --colour: var(--vscode-charts-blue);
      }
      .wrong .bar > div {
        --colour: var(--vscode-charts-red);
      }
      .mark {
        display: flex;
        margin-inline-start: -4px;
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
    return html`<ol aria-label="Probability of each digit" class="${this.probabilities ? '' : 'none'} ${this.label === undefined ? '' : 'labelled'}">
      ${Array.from({ length: classCount }, (_, digit) => this.renderRow(digit, digit === winner))}
    </ol>`;
  }

  private renderRow(digit: number, isWinner: boolean): TemplateResult {
    const probability = this.probabilities?.[digit] ?? 0;
    const isLabel = digit === this.label;
    const isWrong = isWinner && this.label !== undefined && !isLabel;
    return html`<li class="${isWinner ? 'winner' : ''} ${isWrong ? 'wrong' : ''}">
      <span>${digit}</span>
      <div class="bar" aria-hidden="true"><div .style=${`--part:${100 * probability}%`}></div></div>
      <span class="percent">${formatPercent(probability)}</span>
      ${this.label === undefined ? nothing : html`<span class="mark">${isLabel ? mark('check', 'the label') : isWrong ? mark('close', 'wrong') : nothing}</span>`}
    </li>`;
  }
}

function mark(icon: string, words: string): TemplateResult {
  return html`<vscode-icon name=${icon} title=${words} role="img" aria-label=${words}></vscode-icon>`;
}
