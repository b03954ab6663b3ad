import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../theme/styles';
import { penWidths, type PadTools } from './keptTools';

/** What stands above the pad: pen or eraser, the pen's width, undo, redo and clear. Sends `tools-changed`, `undo`, `redo`, `clear`. */
@customElement('mnist-pad-tools')
export class PadToolbar extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      h2 {
        flex: 1 0 auto;
        padding-inline-end: 8px;
      }
      button[aria-pressed='true'] {
        background: var(--vscode-toolbar-activeBackground, var(--vscode-list-inactiveSelectionBackground));
        border-color: var(--vscode-contrastActiveBorder, transparent);
      }
      input {
        flex: 0 1 64px;
        min-width: 32px;
        height: 22px;
        margin: 0 8px 0 4px;
        accent-color: var(--vscode-progressBar-background, var(--vscode-focusBorder));
      }
    `,
  ];

  @property({ attribute: false }) accessor tools!: PadTools;
  @property({ type: Boolean }) accessor canUndo = false;
  @property({ type: Boolean }) accessor canRedo = false;
  @property({ type: Boolean }) accessor canClear = false;

  override render(): TemplateResult {
    const { tool, penWidth } = this.tools;
    const percent = (share: number) => Math.round(100 * share);
    return html`
      <h2>Draw</h2>
      <button class="icon" title="Pen" aria-label="Pen" aria-pressed=${tool === 'pen'} @click=${() => this.choose({ tool: 'pen', penWidth })}><vscode-icon name="edit"></vscode-icon></button>
      <button class="icon" title="Eraser" aria-label="Eraser" aria-pressed=${tool === 'eraser'} @click=${() => this.choose({ tool: 'eraser', penWidth })}><vscode-icon name="eraser"></vscode-icon></button>
      <input
        type="range"
        aria-label="Width of the pen on the pad"
        title="Width of the pen on the pad; the network always sees the same width"
        min=${percent(penWidths.least)}
        max=${percent(penWidths.most)}
        step="0.5"
        .value=${String(100 * penWidth)}
        @input=${(event: Event) => this.chooseWidth(event)}
      />
      ${this.renderAction('undo', 'Undo', 'discard', this.canUndo)} ${this.renderAction('redo', 'Redo', 'redo', this.canRedo)} ${this.renderAction('clear', 'Clear', 'clear-all', this.canClear)}
    `;
  }

  private renderAction(name: 'undo' | 'redo' | 'clear', label: string, icon: string, isEnabled: boolean): TemplateResult {
    return html`<button class="icon" title=${label} aria-label=${label} ?disabled=${!isEnabled} @click=${() => this.dispatchEvent(new CustomEvent(name))}><vscode-icon name=${icon}></vscode-icon></button>`;
  }

  private chooseWidth(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const penWidth = Math.min(penWidths.most, Math.max(penWidths.least, event.target.valueAsNumber / 100));
    this.choose({ tool: this.tools.tool, penWidth });
  }

  private choose(tools: PadTools): void {
    this.dispatchEvent(new CustomEvent<PadTools>('tools-changed', { detail: tools }));
  }
}
