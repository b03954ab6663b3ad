import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { LabState } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';

/** Train, Pause, Resume and Stop: those that can be pressed in the state there is; the likeliest one is the primary. */
@customElement('mnist-run-buttons')
export class RunButtons extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        gap: 8px;
      }
      vscode-button {
        flex: var(--run-button-flex, 0 0 auto);
      }
    `,
  ];

  override render(): TemplateResult {
    const { state } = this;
    return html`${state ? this.renderButtons(state) : nothing}`;
  }

  private renderButtons({ activity, goingOn, run }: LabState): TemplateResult {
    if (activity === 'starting') return html`<vscode-button disabled icon="play">Train</vscode-button>${this.stopButton(false)}`;
    if (activity === 'stopping') return html`<vscode-button disabled icon="debug-stop">Stopping</vscode-button>`;
    if (goingOn?.phase === 'paused') {
      return html`<vscode-button icon="play" @click=${() => void this.ask('resume', { until: 'end' })}>Resume</vscode-button>${this.stopButton(true)}`;
    }
    if (activity === 'training') {
      return html`<vscode-button icon="debug-pause" @click=${() => void this.ask('pause', null)}>Pause</vscode-button>${this.stopButton(true)}`;
    }
    const label = run ? 'Train Again' : 'Train';
    return html`<vscode-button icon="play" ?disabled=${state(this.state)} @click=${() => void this.ask('train', null)}>${label}</vscode-button>`;
  }

  private stopButton(secondary: boolean): TemplateResult {
    return html`<vscode-button ?secondary=${secondary} icon="debug-stop" @click=${() => void this.ask('stop', null)}>Stop</vscode-button>`;
  }
}

/** Whether Train has nothing to train by. */
function state(lab: LabState | undefined): boolean {
  return lab?.next.configuration === undefined;
}
