import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type * as v from 'valibot';
import { sharedStyles } from '../theme/styles';
import { checkNumber } from '../../core/checkNumber';
import { settingStyles } from './settingStyles';

/**
 * A setting that is a number, with its name, what it means, and a sentence where what was typed cannot be. Sends
 * `number-change` with the number: on Enter and when the field is left, or with `apply`, on Enter and by a button.
 */
@customElement('mnist-number-field')
export class NumberField extends LitElement {
  static override styles = [
    sharedStyles,
    settingStyles,
    css`
      :host {
        display: block;
      }
      .edit {
        display: flex;
        gap: 4px;
      }
      vscode-textfield {
        width: var(--number-width, 88px);
      }
    `,
  ];

  @property() accessor name = '';
  /** Its name for a screen reader, where the one that is shown does not say of what. */
  @property() accessor label = '';
  @property() accessor meaning = '';
  @property({ type: Number }) accessor value = 0;
  @property({ attribute: false }) accessor limits!: v.GenericSchema<unknown, number>;
  @property({ type: Boolean }) accessor apply = false;

  /** What was typed since the value was last known. */
  @state() private accessor draft: string | undefined;
  @state() private accessor problem: string | undefined;
  /** What was sent and is not the value yet: leaving the field after Enter sends it only once. */
  private sent: number | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('value')) return;
    this.sent = undefined;
    this.draft = undefined;
    this.problem = undefined;
  }

  override render(): TemplateResult {
    const { name, label, meaning, value, apply, draft, problem } = this;
    return html`<div class="setting">
      <span aria-hidden="true">${name}</span>
      <span class="edit">
        <vscode-textfield
          .label=${label || name}
          inputmode="decimal"
          .value=${draft ?? String(value)}
          ?invalid=${problem !== undefined}
          @input=${(event: Event) => this.type(event)}
          @change=${() => (apply ? undefined : this.commit())}
          @keydown=${(event: KeyboardEvent) => (event.key === 'Enter' ? this.commit() : undefined)}
        ></vscode-textfield>
        ${apply ? html`<vscode-button secondary ?disabled=${draft === undefined} @click=${() => this.commit()}>Apply</vscode-button>` : nothing}
      </span>
      <span class="problem" role="alert">${problem ?? nothing}</span>
      <span class="hint">${meaning}</span>
    </div>`;
  }

  private type(event: Event): void {
    if (event.target instanceof HTMLElement && 'value' in event.target) this.draft = String(event.target.value);
  }

  private commit(): void {
    if (this.draft === undefined) return;
    const checked = checkNumber(this.limits, this.name, this.draft);
    this.problem = checked.problem;
    if (checked.problem !== undefined) return;
    if (checked.value === this.value) this.draft = undefined;
    else if (checked.value !== this.sent) this.dispatchEvent(new CustomEvent<number>('number-change', { detail: checked.value }));
    this.sent = checked.value;
  }
}
