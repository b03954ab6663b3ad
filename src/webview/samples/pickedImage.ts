import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import './augmentationPreview';
import './imageReading';
import './pixelInspector';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { mostProbable } from '../../core/metrics';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import type { Inspection } from './inspecting';
import { pickedImageStyles } from './pickedImageStyles';
import type { PixelInspector } from './pixelInspector';
import type { InspectorState } from './samplesState';
import { describeAdvice, setNames } from './words';

/** What a person wants of the picked image. */
export type ImageAction = 'previous' | 'next' | 'previousMistake' | 'nextMistake' | 'draw' | 'remove';

/** The picked image, large, with all that is known of it. Tells of what is to be done by `act`; the inspector in it tells of its settings. */
@customElement('mnist-picked-image')
export class PickedImage extends LabElement {
  static override styles = [sharedStyles, pickedImageStyles];

  @property({ attribute: false }) accessor inspection: Inspection | undefined;
  @property({ attribute: false }) accessor settings!: InspectorState;
  @property({ type: Boolean }) accessor hasPrevious = false;
  @property({ type: Boolean }) accessor hasNext = false;

  @query('mnist-pixel-inspector') private accessor inspector!: PixelInspector | null;

  override focus(): void {
    this.inspector?.focus();
  }

  override render(): TemplateResult {
    const { inspection } = this;
    if (!inspection) return html`<p class="secondary">Pick an image to see its pixels, and what the model makes of it.</p>`;
    const { image, label, reading, set, index } = inspection;
    const name = `${setNames[set].one} #${index}`;
    const isLive = this.state?.weights?.kind === 'live';
    return html`
      <div class="title">${this.renderTitle(name, inspection)}${this.renderSteps()}</div>
      <mnist-pixel-inspector .image=${image} .name=${name} .settings=${this.settings}></mnist-pixel-inspector>
      <hr />
      <mnist-image-reading .reading=${reading} .label=${label} .isLive=${isLive} .beginning=${this.state?.run?.run} .advice=${this.state ? describeAdvice(this.state) : ''}>
        <div class="actions">
          ${this.renderAction('draw', 'Draw on It', 'edit')} ${set === 'digits' ? this.renderAction('remove', 'Remove', 'trash') : nothing}
        </div>
      </mnist-image-reading>
      <hr />
      <mnist-augmentation-preview .store=${this.store} .active=${this.active} .inspection=${inspection} .name=${name}></mnist-augmentation-preview>
    `;
  }

  private renderTitle(name: string, { label, reading }: Inspection): TemplateResult {
    const predicted = reading && mostProbable(reading.probabilities);
    const isWrong = predicted !== null && predicted !== label;
    return html`<h2>${name}</h2>
      <span>is a <b>${label}</b></span>
      ${predicted === null
        ? nothing
        : html`<vscode-icon name="arrow-small-right"></vscode-icon><span class=${isWrong ? 'wrong' : ''}>read as <b>${predicted}</b></span>${isWrong ? nothing : html`<vscode-icon name="check"></vscode-icon>`}`}`;
  }

  private renderSteps(): TemplateResult {
    const step = (action: ImageAction, name: string, icon: string, isEnabled: boolean) =>
      html`<button class="icon" title=${name} aria-label=${name} ?disabled=${!isEnabled} @click=${() => this.act(action)}><vscode-icon name=${icon}></vscode-icon></button>`;
    return html`<span class="steps">
      ${step('previous', 'Previous image', 'arrow-left', this.hasPrevious)} ${step('next', 'Next image', 'arrow-right', this.hasNext)}
      ${step('previousMistake', 'Previous mistake (P)', 'chevron-left', true)}
      <vscode-button secondary title="Next mistake (N)" @click=${() => this.act('nextMistake')}>Next Mistake<kbd>N</kbd></vscode-button>
    </span>`;
  }

  private renderAction(action: ImageAction, name: string, icon: string): TemplateResult {
    return html`<vscode-button secondary icon=${icon} @click=${() => this.act(action)}>${name}</vscode-button>`;
  }

  private act(action: ImageAction): void {
    this.dispatchEvent(new CustomEvent<ImageAction>('act', { detail: action }));
  }
}
