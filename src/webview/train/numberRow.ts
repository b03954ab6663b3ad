import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { keyNumbers, recentBatches } from './keyNumbers';

/** The four numbers that say how the run does, each with what it means. */
@customElement('mnist-number-row')
export class NumberRow extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: 16px;
        margin: 0;
      }
      dd {
        margin: 0;
      }
      @container (max-width: 700px) {
        dl {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { state: lab, store } = this;
    const { run } = lab ?? {};
    const recent = run && recentBatches(store.steps.read(), store.steps.length);
    const numbers = keyNumbers(run?.history.at(-1), recent, run?.run.configuration ?? lab?.next.configuration);
    return html`<dl>
      ${numbers.map(
        ({ name, value, meaning }) => html`<div>
          <dt>${name}</dt>
          <dd class="number">${value}</dd>
          <dd class="hint">${meaning}</dd>
        </div>`,
      )}
    </dl>`;
  }
}
