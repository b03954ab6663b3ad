import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { classCount } from '../../core/layers';
import type { SampleFilter } from '../../core/samples';
import { sharedStyles } from '../theme/styles';
import { everything, isEverything } from './everything';

const any = 'any';

/** Chooses which images are shown, and in which order. Tells of every change by `filter`. */
@customElement('mnist-sample-filter')
export class SampleFilterRow extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      vscode-single-select {
        flex: none;
        width: 104px;
      }
      vscode-single-select.prediction {
        width: 128px;
      }
      vscode-single-select.order {
        width: 168px;
      }
      .shown {
        margin-left: auto;
        text-align: end;
      }
    `,
  ];

  @property({ attribute: false }) accessor filter: SampleFilter = everything;
  /** Whether anything was read that could be filtered by; `why` says why not. */
  @property({ type: Boolean }) accessor isRead = false;
  @property() accessor why = '';
  /** How many images are shown of how many, in words. */
  @property() accessor shown = '';

  override render(): TemplateResult {
    const { filter, isRead } = this;
    const why = isRead ? '' : this.why;
    return html`
      ${renderDigits('Any label', 'Label', filter.label, false, (label) => this.change({ label }))}
      <span title=${why}>${renderDigits('Any prediction', 'Prediction', filter.prediction, !isRead, (prediction) => this.change({ prediction }))}</span>
      <vscode-checkbox
        title=${why}
        label="Only mistakes"
        .checked=${live(filter.onlyMistakes)}
        ?disabled=${!isRead}
        @change=${() => this.change({ onlyMistakes: !filter.onlyMistakes })}
      ></vscode-checkbox>
      <vscode-single-select
        class="order"
        label="Order"
        title=${why}
        .value=${live(filter.order)}
        ?disabled=${!isRead}
        @change=${(event: Event) => this.change({ order: valueOf(event) === 'uncertain' ? 'uncertain' : 'index' })}
      >
        <vscode-option value="index" ?selected=${filter.order === 'index'}>By index</vscode-option>
        <vscode-option value="uncertain" ?selected=${filter.order === 'uncertain'}>Most uncertain first</vscode-option>
      </vscode-single-select>
      <span class="shown secondary figures">${this.shown} ${isEverything(filter) ? nothing : html`<a href="#" @click=${(event: Event) => this.clear(event)}>Clear filter</a>`}</span>
    `;
  }

  private change(changes: Partial<SampleFilter>): void {
    this.tell({ ...this.filter, ...changes });
  }

  private clear(event: Event): void {
    event.preventDefault();
    this.tell(everything);
  }

  private tell(filter: SampleFilter): void {
    this.dispatchEvent(new CustomEvent<SampleFilter>('filter', { detail: filter }));
  }
}

function renderDigits(anyDigit: string, name: string, chosen: number | undefined, isDisabled: boolean, choose: (digit: number | undefined) => void): TemplateResult {
  const value = chosen === undefined ? any : String(chosen);
  const choices = [any, ...Array.from({ length: classCount }, (_, digit) => String(digit))];
  const take = (event: Event) => choose(valueOf(event) === any ? undefined : Number(valueOf(event)));
  return html`<vscode-single-select class=${name.toLowerCase()} label=${name} .value=${live(value)} ?disabled=${isDisabled} @change=${take}>
    ${choices.map((choice) => html`<vscode-option value=${choice} ?selected=${choice === value}>${choice === any ? anyDigit : `${name} ${choice}`}</vscode-option>`)}
  </vscode-single-select>`;
}

function valueOf(event: Event): string {
  return event.target instanceof HTMLElement && 'value' in event.target ? String(event.target.value) : '';
}
