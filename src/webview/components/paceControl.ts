import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Pace, Until } from '../../core/run';
import { LabElement } from '../labElement';
import { pillStyles } from '../theme/pillStyles';
import { sharedStyles } from '../theme/styles';

const paces: readonly { readonly pace: Pace; readonly label: string; readonly meaning: string }[] = [
  { pace: 'full', label: 'Full speed', meaning: 'As fast as it goes' },
  { pace: 'watch', label: 'Watch', meaning: 'About an epoch a second' },
];

const stretches: readonly { readonly until: Until; readonly label: string; readonly meaning: string }[] = [
  { until: 'batch', label: 'One batch', meaning: 'Train one batch, and pause again' },
  { until: 'epoch', label: 'One epoch', meaning: 'Train to the end of the epoch, and pause again' },
  { until: 'end', label: 'To the end', meaning: 'Go on to the end of the run' },
];

/** How fast a run is shown, and while it is paused, how far it is to go on. */
@customElement('mnist-pace-control')
export class PaceControl extends LabElement {
  static override styles = [
    sharedStyles,
    pillStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
      }
      .stretches button {
        /* All three beside each other in a sidebar as wide as VS Code makes it. */
        padding: 0 6px;
        border-color: var(--line);
        color: var(--vscode-foreground);
      }
      .stretches button:hover {
        background: var(--vscode-toolbar-hoverBackground);
      }
      .stretches button[aria-disabled='true'] {
        opacity: 0.5;
        background: transparent;
        cursor: default;
      }
    `,
  ];

  override render(): TemplateResult {
    const { state: lab } = this;
    if (!lab) return html``;
    return html`
      <span class="pills" role="group" aria-label="Pace">
        ${paces.map(({ pace, label, meaning }) => html`<button aria-pressed=${pace === lab.pace} title=${meaning} @click=${() => void this.ask('setPace', { pace })}>${label}</button>`)}
      </span>
      ${lab.goingOn ? this.renderStretches(lab.goingOn.phase === 'paused') : nothing}
      <span class="hint">At any pace the result is the same to the bit.</span>
    `;
  }

  /** They stay while the run goes on, so that the keyboard's focus does: after one batch it is paused again. */
  private renderStretches(isPaused: boolean): TemplateResult {
    return html`<span class="pills stretches" role="group" aria-label="Go on for">
      ${stretches.map(({ until, label, meaning }) => {
        const title = isPaused ? meaning : `${meaning}: pause first`;
        return html`<button aria-disabled=${!isPaused} title=${title} @click=${() => (isPaused ? void this.ask('resume', { until }) : undefined)}>${label}</button>`;
      })}
    </span>`;
  }
}
