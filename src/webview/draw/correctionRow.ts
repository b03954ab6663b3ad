import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Stroke } from '../../core/drawing/drawing';
import { classCount } from '../../core/layers';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { DigitsAccuracy } from './digitsAccuracy';

/** What is kept as a digit: a drawing with its image, or an image alone. */
export interface Sketch {
  readonly strokes: readonly Stroke[];
  /** `[28, 28]` bytes. */
  readonly image: Uint8Array;
}

interface Kept {
  readonly index: number;
  readonly label: number;
}

/** Says which digit a drawing is: it is kept at once, and can be taken back. Beside it how many there are, and how they are read. */
@customElement('mnist-correction-row')
export class CorrectionRow extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
      .digits {
        display: flex;
        gap: 4px;
      }
      .digits button {
        width: 26px;
        height: 26px;
        padding: 0;
        border: 1px solid var(--line);
        border-radius: var(--corner);
        background: transparent;
        color: var(--vscode-foreground);
        font: inherit;
        font-variant-numeric: tabular-nums;
        cursor: pointer;
      }
      .digits button:hover:not(:disabled) {
        background: var(--vscode-toolbar-hoverBackground);
        border-color: var(--vscode-contrastActiveBorder, var(--line));
      }
      .digits button:disabled {
        color: var(--vscode-disabledForeground);
        cursor: default;
      }
      .digits button[aria-pressed='true'] {
        border-color: var(--vscode-focusBorder);
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -2px;
        font-weight: 600;
      }
      .digits button:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: 1px;
      }
      .words {
        flex: 1;
        min-width: 200px;
      }
    `,
  ];

  /** Another object after every change. */
  @property({ attribute: false }) accessor sketch: Sketch | undefined;

  /** As what the sketch was kept, while it is the same. */
  @state() private accessor kept: Kept | undefined;
  @state() private accessor isBusy = false;
  private readonly accuracy = new DigitsAccuracy(this);

  override render(): TemplateResult {
    const cannot = !this.sketch || this.isBusy;
    return html`
      <span id="question">Wrong? <span class="secondary">This is a</span></span>
      <div class="digits" role="group" aria-labelledby="question">
        ${Array.from(
          { length: classCount },
          (_, digit) => html`<button ?disabled=${cannot} aria-label="This is a ${digit}" aria-pressed=${this.kept?.label === digit} @click=${() => void this.keepAs(digit)}>${digit}</button>`,
        )}
      </div>
      <span class="words secondary">${this.kept ? this.renderKept(this.kept) : this.renderInvitation()}</span>
      <span class="screen-reader" role="status">${this.kept ? `Kept as a ${this.kept.label}.` : ''}</span>
      ${this.kept ? this.renderOpen(this.kept) : nothing}
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sketch')) this.kept = undefined;
  }

  private renderKept({ label }: Kept): TemplateResult {
    return html`Kept as a ${label}. <a href="#" @click=${(event: Event) => this.follow(event, () => void this.takeBack())}>Undo</a> · ${this.renderMyDigits()}${this.renderAccuracy()}`;
  }

  private renderInvitation(): TemplateResult {
    return html`adds the drawing to ${this.renderMyDigits()}, to test on${this.renderAccuracy()}`;
  }

  private renderMyDigits(): TemplateResult {
    const count = this.state?.digitCount ?? 0;
    return html`<a href="#" @click=${(event: Event) => this.follow(event, () => this.navigate({ tab: 'samples', samples: { set: 'digits' } }))}>My digits</a> (${count})`;
  }

  private renderAccuracy(): TemplateResult | typeof nothing {
    const evaluation = this.accuracy.value;
    if (!evaluation) return nothing;
    const { n, accuracy } = evaluation;
    return html`: <span class="figures">${Math.round(accuracy * n)} of ${n} read correctly</span>`;
  }

  private renderOpen({ index }: Kept): TemplateResult {
    return html`<vscode-button secondary icon="go-to-file" @click=${() => this.navigate({ tab: 'samples', samples: { set: 'digits', index } })}>Open in Samples</vscode-button>`;
  }

  private follow(event: Event, act: () => void): void {
    event.preventDefault();
    act();
  }

  /** A sketch is one digit: a second answer takes the place of the first. */
  private async keepAs(label: number): Promise<void> {
    const { sketch } = this;
    if (!sketch || this.kept?.label === label) return;
    this.isBusy = true;
    if (this.kept) await this.ask('removeDigit', { index: this.kept.index });
    const strokes = sketch.strokes.map((stroke) => stroke.map((point) => [...point]));
    const added = await this.ask('addDigit', { strokes, image: sketch.image, label });
    this.isBusy = false;
    // Where it was drawn on in the meantime, the line speaks of the new drawing.
    this.kept = added && this.sketch === sketch ? { index: added.index, label } : undefined;
  }

  private async takeBack(): Promise<void> {
    const { kept } = this;
    if (!kept) return;
    this.kept = undefined;
    this.isBusy = true;
    await this.ask('removeDigit', { index: kept.index });
    this.isBusy = false;
  }
}
