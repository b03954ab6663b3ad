import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../theme/styles';
import { formatPercent, likeliest } from './probabilities';

/** The three likeliest digits with their bars, for a narrow place. Without probabilities, three empty rows. */
@customElement('mnist-top-readings')
export class TopReadings extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
        display: grid;
        gap: 8px;
      }
      .words {
        display: flex;
        justify-content: space-between;
        align-items: flex-end;
        font-variant-numeric: tabular-nums;
        color: var(--vscode-descriptionForeground);
      }
      li:first-child .words {
        color: var(--vscode-foreground);
      }
      li:first-child .digit {
        font-size: 20px;
        line-height: 24px;
      }
      .bar {
        box-sizing: border-box;
        height: 5px;
        border-radius: 2px;
        overflow: hidden;
        background: color-mix(in srgb, var(--vscode-foreground) 10%, transparent);
        border: 1px solid var(--vscode-contrastBorder, transparent);
      }
      .bar > div {
        height: 100%;
        background: color-mix(in srgb, var(--vscode-foreground) 45%, transparent);
      }
      li:first-child .bar > div {
        background: var(--vscode-charts-blue);
      }
    `,
  ];

  /** `[10]`, from 0 to 1. */
  @property({ attribute: false }) accessor probabilities: ArrayLike<number> | undefined;

  override render(): TemplateResult {
    const { probabilities } = this;
    const digits = probabilities ? likeliest(probabilities, 3) : [undefined, undefined, undefined];
    return html`<ol aria-label="The three likeliest digits">
      ${digits.map((digit) => renderRow(digit, digit === undefined ? 0 : (probabilities?.[digit] ?? 0)))}
    </ol>`;
  }
}

function renderRow(digit: number | undefined, probability: number): TemplateResult {
  return html`<li>
    <div class="words"><span class="digit">${digit ?? '–'}</span><span>${digit === undefined ? '' : formatPercent(probability)}</span></div>
    <div class="bar" aria-hidden="true"><div .style=${`width:${100 * probability}%`}></div></div>
  </li>`;
}
