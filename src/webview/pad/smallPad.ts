import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '../components/topReadings';
import './pad';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { keepPad } from './keptPad';
import type { Pad } from './pad';
import { placeContent } from './padContent';
import { PadReading } from './padReading';
import { describeWeightsBriefly } from './shownWeights';

/** The sidebar's pad: a heading that says which weights read it, the pad, and the three likeliest digits, below it where it is narrow. */
@customElement('mnist-small-pad')
export class SmallPad extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-bottom: 4px;
      }
      .weights {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .body {
        display: grid;
        grid-template-columns: minmax(100px, var(--small-pad-side, 120px)) minmax(0, 1fr);
        gap: 12px;
        align-items: center;
      }
      @container (max-width: 212px) {
        header {
          flex-wrap: wrap;
        }
        h2 {
          flex: 1;
        }
        .weights {
          order: 1;
          flex-basis: 100%;
        }
        .body {
          grid-template-columns: minmax(100px, 1fr);
        }
      }
    `,
  ];

  @query('mnist-pad') private accessor pad!: Pad;
  private readonly reading = new PadReading(this);

  override render(): TemplateResult {
    const reading = this.reading.value;
    return html`
      <header>
        <h2>Draw</h2>
        <span class="weights secondary">${reading.kind === 'read' ? describeWeightsBriefly(reading.position, this.isMoving, this.state?.run?.run) : nothing}</span>
        <button class="icon" title="Undo" aria-label="Undo" ?disabled=${!this.hasUpdated || !this.pad.canUndo} @click=${() => this.pad.undo()}><vscode-icon name="discard"></vscode-icon></button>
        <button class="icon" title="Clear" aria-label="Clear" ?disabled=${!this.hasUpdated || this.pad.isEmpty} @click=${() => this.pad.clear()}><vscode-icon name="clear-all"></vscode-icon></button>
      </header>
      <div class="body">
        <mnist-pad @strokes-changed=${() => this.follow()}></mnist-pad>
        ${this.renderReading()}
      </div>
    `;
  }

  private get isMoving(): boolean {
    const { weights, goingOn } = this.state ?? {};
    return weights?.kind === 'live' && goingOn?.phase === 'training';
  }

  protected override firstUpdated(): void {
    keepPad(this.pad);
    this.follow();
  }

  private renderReading(): TemplateResult {
    const reading = this.reading.value;
    switch (reading.kind) {
      case 'untrained':
        return html`<p class="hint">Train first, then draw a digit here. The three likeliest readings appear with every stroke.</p>`;
      case 'empty':
        return html`<p class="hint">Draw a digit. The three likeliest readings appear with every stroke.</p>`;
      case 'failed':
        return html`<p class="hint">${reading.problem}</p>`;
      case 'pending':
        return html`<mnist-top-readings></mnist-top-readings>`;
      case 'read':
        return html`<mnist-top-readings .probabilities=${reading.probabilities}></mnist-top-readings>`;
    }
  }

  private follow(): void {
    this.reading.show(placeContent(this.pad.content)?.image);
    this.requestUpdate();
  }
}
