import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../theme/styles';
import type { Browsed } from './browsing';
import { describeNothing } from './words';

/** Stands where a gallery would be that has no image: says why, and tells by `draw` or `clear` what a person does about it. */
@customElement('mnist-empty-list')
export class EmptyList extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
        justify-items: start;
        padding-block: 8px 16px;
      }
    `,
  ];

  @property({ attribute: false }) accessor list!: Browsed;

  override render(): TemplateResult {
    const { list } = this;
    return html`<p>${describeNothing(list.set, list.filter, list)}</p>
      ${list.set === 'digits' && list.count === 0 ? this.renderButton('Draw a Digit', 'edit', 'draw') : this.renderButton('Clear Filter', 'clear-all', 'clear')}`;
  }

  private renderButton(name: string, icon: string, event: 'draw' | 'clear'): TemplateResult {
    return html`<vscode-button secondary icon=${icon} @click=${() => this.dispatchEvent(new CustomEvent(event))}>${name}</vscode-button>`;
  }
}
