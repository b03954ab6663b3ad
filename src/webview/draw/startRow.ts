import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sampleSets, type SampleSet } from '../../core/samples';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';

/** What a person wants to begin from instead of a blank pad. */
export type Start = { readonly kind: 'file'; readonly file: File } | { readonly kind: 'image'; readonly set: SampleSet; readonly index: number };

const setNames: Readonly<Record<SampleSet, string>> = { train: 'train', validation: 'validation', test: 'test', digits: 'My digits' };

/** Begins from a picture file or from an image of the dataset: sends `start` with a `Start`. */
@customElement('mnist-start-row')
export class StartRow extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      vscode-single-select {
        width: 112px;
      }
      vscode-textfield {
        width: 80px;
        min-width: 0;
      }
      .notice {
        flex-basis: 100%;
      }
      .notice:empty {
        display: none;
      }
    `,
  ];

  /** What came of the last start, where that is worth a word. */
  @property({ type: String }) accessor notice = '';

  @query('input[type=file]') private accessor fileInput!: HTMLInputElement;
  @state() private accessor set: SampleSet = 'test';
  @state() private accessor index = '';

  override render(): TemplateResult {
    const digitCount = this.state?.digitCount ?? 0;
    const offered = sampleSets.filter((set) => set !== 'digits' || digitCount > 0);
    return html`
      <span class="secondary">Or start from a picture: paste or drop one, or</span>
      <vscode-button secondary icon="folder-opened" @click=${() => this.fileInput.click()}>Open Picture...</vscode-button>
      <input type="file" accept="image/*" hidden aria-label="Picture file" @change=${() => this.chooseFile()} />
      <form @submit=${(event: Event) => this.load(event)}>
        <span class="secondary" id="image-label">or image</span>
        <vscode-textfield
          type="number"
          min="0"
          step="1"
          placeholder="1839"
          .label=${'Index of the image'}
          .value=${this.index}
          @input=${(event: Event) => (this.index = valueOf(event))}
          @keydown=${(event: KeyboardEvent) => (event.key === 'Enter' ? this.load(event) : undefined)}
        ></vscode-textfield>
        <span class="secondary">of</span>
        <vscode-single-select label="Set" .value=${this.set} @change=${(event: Event) => this.chooseSet(valueOf(event))}>
          ${offered.map((set) => html`<vscode-option value=${set} ?selected=${set === this.set}>${setNames[set]}</vscode-option>`)}
        </vscode-single-select>
        <vscode-button secondary ?disabled=${!/^\d+$/.test(this.index)} @click=${(event: Event) => this.load(event)}>Load</vscode-button>
      </form>
      <span class="notice secondary" role="status">${this.notice || nothing}</span>
    `;
  }

  private chooseSet(value: string): void {
    this.set = sampleSets.find((set) => set === value) ?? 'test';
  }

  private chooseFile(): void {
    const file = this.fileInput.files?.[0];
    // The same file can be chosen again.
    this.fileInput.value = '';
    if (file) this.begin({ kind: 'file', file });
  }

  private load(event: Event): void {
    event.preventDefault();
    if (/^\d+$/.test(this.index)) this.begin({ kind: 'image', set: this.set, index: Number(this.index) });
  }

  private begin(start: Start): void {
    this.dispatchEvent(new CustomEvent<Start>('start', { detail: start }));
  }
}

function valueOf(event: Event): string {
  return event.target instanceof HTMLElement && 'value' in event.target ? String(event.target.value) : '';
}
