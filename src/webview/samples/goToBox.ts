import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../theme/styles';

/** Where one types an index; Enter tells of it by `go`, as it was typed. */
@customElement('mnist-go-to-box')
export class GoToBox extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        width: 120px;
      }
      vscode-textfield {
        width: 100%;
        min-width: 0;
      }
    `,
  ];

  /** The index that is shown while none is typed. */
  @property({ attribute: false }) accessor index: number | undefined;

  override render(): TemplateResult {
    return html`<vscode-textfield
      label="Go to an index"
      title="Go to an index (Enter)"
      placeholder="Go to index"
      .value=${this.index === undefined ? '' : String(this.index)}
      @keydown=${(event: KeyboardEvent) => this.press(event)}
    >
      <vscode-icon slot="content-before" name="search"></vscode-icon>
    </vscode-textfield>`;
  }

  private press(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const typed = event.target instanceof HTMLElement && 'value' in event.target ? String(event.target.value) : '';
    this.dispatchEvent(new CustomEvent<string>('go', { detail: typed }));
  }
}
