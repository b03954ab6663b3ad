import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { runActions, type RunAction } from './runActions';

/**
 * Train, Pause, Resume and Stop: those that can be pressed in the state there is; the likeliest one is the primary. The
 * buttons stay the same elements whatever they do, so that the keyboard's focus stays where it is.
 */
@customElement('mnist-run-buttons')
export class RunButtons extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      vscode-button {
        flex: var(--run-button-flex, 0 0 auto);
        min-width: max-content;
      }
    `,
  ];

  /** Offers also what comes after a run: Evaluate, and Show Log where it failed. */
  @property({ type: Boolean, attribute: 'follow-up' }) accessor followUp = false;

  override render(): TemplateResult {
    if (!this.state) return html``;
    const [first, second, third] = runActions(this.state).filter(({ id }) => this.followUp || (id !== 'evaluate' && id !== 'showLog'));
    return html`${first ? this.renderButton(first, false) : nothing}${second ? this.renderButton(second, true) : nothing}${third ? this.renderButton(third, true) : nothing}`;
  }

  private renderButton({ id, label, icon, isEnabled }: RunAction, isSecondary: boolean): TemplateResult {
    return html`<vscode-button ?secondary=${isSecondary} ?disabled=${!isEnabled} icon=${icon} @click=${() => this.press(id)}>${label}</vscode-button>`;
  }

  private press(id: RunAction['id']): void {
    if (id === 'resume') return void this.ask('resume', { until: 'end' });
    void this.ask(id, null);
  }
}
