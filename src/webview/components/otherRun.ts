import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { runTitle } from '../../core/runTitle';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';

/** Says so where another run is shown than the one that goes on, and leads to it. */
@customElement('mnist-other-run')
export class OtherRun extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      /* Where there is nothing to say it takes no gap either. */
      :host {
        display: contents;
      }
    `,
  ];

  protected override willUpdate(): void {
    const { goingOn, run } = this.state ?? {};
    this.hidden = !goingOn || !run || goingOn.id === run.run.id;
  }

  override render(): TemplateResult {
    const { goingOn, run } = this.state ?? {};
    if (!goingOn || !run) return html``;
    return html`<p class="secondary">
      This is ${runTitle(run.run)}. Another run is in epoch ${Math.min(goingOn.epoch + 1, goingOn.totalEpochs)} of ${goingOn.totalEpochs}:
      <button class="link" @click=${() => void this.ask('show', { run: goingOn.id })}>show it</button>
    </p>`;
  }
}
