import '@vscode-elements/elements/dist/vscode-icon/index.js';
import './nextRunSettings';
import './rateFinder';
import './runSettings';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Destination } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { pillStyles } from '../theme/pillStyles';
import { sharedStyles } from '../theme/styles';

type Side = 'run' | 'next';

/** The configuration: of the shown run, or of what Train will do. While a run goes on the first, else the second, unless someone wants the other. */
@customElement('mnist-configuration-panel')
export class ConfigurationPanel extends LabElement {
  static override styles = [
    sharedStyles,
    pillStyles,
    css`
      :host {
        display: block;
      }
      header {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 4px 8px;
        margin-bottom: 8px;
      }
      .fixed {
        display: flex;
        align-items: center;
        gap: 4px;
        margin-left: auto;
      }
      vscode-icon {
        color: inherit;
      }
    `,
  ];

  @property({ attribute: false }) accessor destination: Destination | undefined;

  /** What was chosen, and whether a run went on then: its beginning or its end asks anew. */
  @state() private accessor chosen: { readonly side: Side; readonly whileGoingOn: boolean } | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('destination') && this.destination?.train === 'rateFinder') this.chosen = { side: 'next', whileGoingOn: this.state?.goingOn !== undefined };
  }

  override render(): TemplateResult {
    const { state: lab, store, active, destination } = this;
    if (!lab) return html``;
    const isGoingOn = lab.goingOn !== undefined;
    const side = lab.run ? (this.chosen?.whileGoingOn === isGoingOn ? this.chosen.side : isGoingOn ? 'run' : 'next') : 'next';
    return html`
      <header>
        ${lab.run ? this.renderSwitch(side, isGoingOn) : html`<h2>Next run</h2>`}
        ${side === 'run' && lab.goingOn?.id === lab.run?.run.id ? html`<span class="fixed secondary"><vscode-icon name="lock" size="14"></vscode-icon>fixed while it runs</span>` : nothing}
      </header>
      ${side === 'run' ? html`<mnist-run-settings .store=${store} .active=${active}></mnist-run-settings>` : html`<mnist-next-run-settings .store=${store} .active=${active}></mnist-next-run-settings>
            <mnist-rate-finder .store=${store} .active=${active} .destination=${destination}></mnist-rate-finder>`}
    `;
  }

  private renderSwitch(side: Side, whileGoingOn: boolean): TemplateResult {
    const choice = (value: Side, label: string) => html`<button aria-pressed=${side === value} @click=${() => (this.chosen = { side: value, whileGoingOn })}>${label}</button>`;
    return html`<span class="pills" role="group" aria-label="Configuration of">${choice('run', 'This run')}${choice('next', 'Next run')}</span>`;
  }
}
