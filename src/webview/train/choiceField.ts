import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { renderChoiceList, type Choice } from '../components/choiceList';
import { sharedStyles } from '../theme/styles';
import { settingStyles } from './settingStyles';

/** A setting that is one of a few things, with what the chosen one means. Sends `choice-change` with the value of another. */
@customElement('mnist-choice-field')
export class ChoiceField extends LitElement {
  static override styles = [
    sharedStyles,
    settingStyles,
    css`
      :host {
        display: block;
      }
      vscode-single-select {
        width: var(--choice-width, 140px);
      }
    `,
  ];

  @property() accessor name = '';
  /** Its name for a screen reader, where the one that is shown does not say of what. */
  @property() accessor label = '';
  @property() accessor meaning = '';
  @property() accessor value = '';
  @property({ attribute: false }) accessor choices: readonly Choice[] = [];

  override render(): TemplateResult {
    const { name, label, meaning, value, choices } = this;
    return html`<div class="setting">
      <span aria-hidden="true">${name}</span>
      ${renderChoiceList(label || name, choices, value, (chosen) => this.choose(chosen))}
      <span class="hint">${meaning}</span>
    </div>`;
  }

  private choose(chosen: string): void {
    if (chosen !== this.value) this.dispatchEvent(new CustomEvent<string>('choice-change', { detail: chosen }));
  }
}
