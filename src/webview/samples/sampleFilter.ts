import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { classCount } from '../../core/layers';
import type { SampleFilter } from '../../core/samples';
import { sharedStyles } from '../theme/styles';
import { everything } from './everything';

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
    `,
  ];

  @property({ attribute: false }) accessor filter: SampleFilter = everything;
  /** Whether anything was read that could be filtered by; `why` says why not. */
  @property({ type: Boolean }) accessor isRead = false;
  @property() accessor why = '';

  override render(): TemplateResult {
    const { filter, isRead } = this;
    const why = isRead ? '' : this.why;
    return html`
      ${renderDigits({ name: 'Label', chosen: filter.label, isDisabled: false, why: '', choose: (label) => this.change({ label }) })}
      ${renderDigits({ name: 'Prediction', chosen: filter.prediction, isDisabled: !isRead, why, choose: (prediction) => this.change({ prediction }) })}
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
    `;
  }

  private change(changes: Partial<SampleFilter>): void {
    this.dispatchEvent(new CustomEvent<SampleFilter>('filter', { detail: { ...this.filter, ...changes } }));
  }
}

interface DigitList {
  readonly name: 'Label' | 'Prediction';
  readonly chosen: number | undefined;
  readonly isDisabled: boolean;
  readonly why: string;
  readonly choose: (digit: number | undefined) => void;
}

function renderDigits({ name, chosen, isDisabled, why, choose }: DigitList): TemplateResult {
  const value = chosen === undefined ? any : String(chosen);
  const choices = [any, ...Array.from({ length: classCount }, (_, digit) => String(digit))];
  const take = (event: Event) => choose(valueOf(event) === any ? undefined : Number(valueOf(event)));
  return html`<vscode-single-select class=${name.toLowerCase()} label=${name} title=${why} .value=${live(value)} ?disabled=${isDisabled} @change=${take}>
    ${choices.map((choice) => html`<vscode-option value=${choice} ?selected=${choice === value}>${choice === any ? `Any ${name.toLowerCase()}` : `${name} ${choice}`}</vscode-option>`)}
  </vscode-single-select>`;
}

function valueOf(event: Event): string {
  return event.target instanceof HTMLElement && 'value' in event.target ? String(event.target.value) : '';
}
