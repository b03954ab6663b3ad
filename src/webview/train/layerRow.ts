import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import './choiceField';
import './numberField';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { describeShapes } from '../../core/describeLayers';
import { formatCount } from '../../core/formatCount';
import { dropoutSchema, filtersSchema, kernels, layerParameters, outputsSchema, strides, type ConvolutionLayer, type DenseLayer, type Layer, type PlacedLayer } from '../../core/layers';
import { sharedStyles } from '../theme/styles';
import { settingStyles } from './settingStyles';

export type LayerAction = 'up' | 'down' | 'remove';

const kernelChoices = kernels.map((kernel) => ({ value: String(kernel), label: `${kernel} × ${kernel}` }));
const strideChoices = strides.map((stride) => ({ value: String(stride), label: String(stride) }));

/** A layer of the editor: what it takes, puts out and has to learn, and its fields. Sends `layer-change` and `layer-action`. */
@customElement('mnist-layer-row')
export class LayerRow extends LitElement {
  static override styles = [
    sharedStyles,
    settingStyles,
    css`
      :host {
        display: block;
        --number-width: 56px;
        --choice-width: 72px;
      }
      .head {
        display: flex;
        align-items: center;
      }
      .head h3 {
        flex: 1;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(124px, 1fr));
        gap: 4px 12px;
      }
      vscode-icon {
        color: inherit;
      }
    `,
  ];

  @property({ attribute: false }) accessor layer!: PlacedLayer;
  /** From 0, and of how many. */
  @property({ attribute: false }) accessor index = 0;
  @property({ attribute: false }) accessor count = 1;
  @property({ attribute: false }) accessor problem: string | undefined;

  override render(): TemplateResult {
    const { layer, index, count, problem } = this;
    const isLogits = layer.kind === 'dense' && layer.isLast;
    const title = layer.kind === 'conv' ? 'Convolution' : isLogits ? 'Dense, the ten logits' : 'Dense';
    return html`
      <div class="head">
        <h3>${index + 1}. ${title}</h3>
        ${this.renderAction('up', 'arrow-up', index === 0)} ${this.renderAction('down', 'arrow-down', index === count - 1)} ${this.renderAction('remove', 'trash', isLogits)}
      </div>
      <p class="hint figures">${describeShapes(layer)}, ${formatCount(layerParameters(layer))} parameters</p>
      <div class="fields">${layer.kind === 'conv' ? this.renderConvolution(layer) : isLogits ? nothing : this.renderDense(layer)}</div>
      <p class="problem" role="alert">${problem ?? nothing}</p>
    `;
  }

  private renderAction(action: LayerAction, icon: string, isDisabled: boolean): TemplateResult {
    const label = `${action === 'remove' ? 'Remove layer' : `Move layer ${action}:`} ${this.index + 1}`;
    return html`<button class="icon" title=${label} aria-label=${label} ?disabled=${isDisabled} @click=${() => this.dispatchEvent(new CustomEvent<LayerAction>('layer-action', { detail: action }))}>
      <vscode-icon name=${icon}></vscode-icon>
    </button>`;
  }

  private renderConvolution({ filters, kernel, stride, pool, dropout }: ConvolutionLayer): TemplateResult {
    const set = (change: Partial<ConvolutionLayer>) => this.send({ kind: 'conv', filters, kernel, stride, pool, dropout, ...change });
    return html`
      ${this.renderNumber('Filters', filters, filtersSchema, (count) => set({ filters: count }))}
      <mnist-choice-field
        name="Size"
        label="Size of the filters of layer ${this.index + 1}"
        .choices=${kernelChoices}
        value=${String(kernel)}
        @choice-change=${({ detail }: CustomEvent<string>) => set({ kernel: kernels.find((each) => String(each) === detail) ?? kernel })}
      ></mnist-choice-field>
      <mnist-choice-field
        name="Stride"
        label="Stride of layer ${this.index + 1}"
        .choices=${strideChoices}
        value=${String(stride)}
        @choice-change=${({ detail }: CustomEvent<string>) => set({ stride: strides.find((each) => String(each) === detail) ?? stride })}
      ></mnist-choice-field>
      ${this.renderNumber('Dropout', dropout, dropoutSchema, (rate) => set({ dropout: rate }))}
      <vscode-checkbox label="2 × 2 pooling" .checked=${pool} @change=${(event: Event) => set({ pool: isChecked(event) })}></vscode-checkbox>
    `;
  }

  private renderDense({ outputs, dropout }: DenseLayer): TemplateResult {
    const set = (change: Partial<DenseLayer>) => this.send({ kind: 'dense', outputs, dropout, ...change });
    return html`
      ${this.renderNumber('Width', outputs, outputsSchema, (width) => set({ outputs: width }))} ${this.renderNumber('Dropout', dropout, dropoutSchema, (rate) => set({ dropout: rate }))}
    `;
  }

  private renderNumber(name: string, value: number, limits: typeof dropoutSchema | typeof filtersSchema, set: (value: number) => void): TemplateResult {
    return html`<mnist-number-field
      name=${name}
      label="${name} of layer ${this.index + 1}"
      .value=${value}
      .limits=${limits}
      @number-change=${({ detail }: CustomEvent<number>) => set(detail)}
    ></mnist-number-field>`;
  }

  private send(layer: Layer): void {
    this.dispatchEvent(new CustomEvent<Layer>('layer-change', { detail: layer }));
  }
}

function isChecked({ target }: Event): boolean {
  return target instanceof HTMLElement && 'checked' in target && target.checked === true;
}
