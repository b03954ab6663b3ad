import '@vscode-elements/elements/dist/vscode-button/index.js';
import './layerRow';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount } from '../../core/formatCount';
import { layerLimits, parameterCount, placeLayers, type Layer } from '../../core/layers';
import { sharedStyles } from '../theme/styles';
import { addLayer, findLayerProblem, hasRoom, moveLayer, removeLayer } from './layerDraft';
import type { LayerAction } from './layerRow';
import { settingStyles } from './settingStyles';

/** A network as a list of layers to build on. Sends `layers-change` with each list that is a model; what is none yet stays here, with the reason. */
@customElement('mnist-layer-editor')
export class LayerEditor extends LitElement {
  static override styles = [
    sharedStyles,
    settingStyles,
    css`
      :host {
        display: block;
      }
      ol {
        display: flex;
        flex-direction: column;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .add {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) accessor layers: readonly Layer[] = [];

  /** What stands in the rows; another than `layers` while that is no model. */
  @state() private accessor draft: readonly Layer[] = [];
  /** What was sent last: its echo is no reason to forget what was typed since. */
  private sent = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('layers') && JSON.stringify(this.layers) !== this.sent) this.draft = this.layers;
  }

  override render(): TemplateResult {
    const { draft } = this;
    const problem = findLayerProblem(draft);
    const placed = placeLayers(draft);
    const isFull = !hasRoom(draft);
    return html`
      <ol aria-label="Layers, first to last">
        ${placed.map(
          (layer, index) =>
            html`<li>
              <mnist-layer-row
                .layer=${layer}
                .index=${index}
                .count=${placed.length}
                .problem=${problem?.index === index ? problem.message : undefined}
                @layer-change=${({ detail }: CustomEvent<Layer>) => this.change(draft.with(index, detail))}
                @layer-action=${({ detail }: CustomEvent<LayerAction>) => this.act(detail, index)}
              ></mnist-layer-row>
            </li>`,
        )}
      </ol>
      <p class="problem" role="alert">${problem && problem.index === undefined ? problem.message : nothing}</p>
      <p class="hint" aria-live="polite">${this.describe(problem !== undefined)}</p>
      <div class="add">
        <vscode-button secondary icon="add" ?disabled=${isFull} @click=${() => this.change(addLayer(draft, 'conv'))}>Convolution</vscode-button>
        <vscode-button secondary icon="add" ?disabled=${isFull} @click=${() => this.change(addLayer(draft, 'dense'))}>Dense</vscode-button>
      </div>
      ${isFull ? html`<p class="hint">${layerLimits.layers} layers are the most.</p>` : nothing}
    `;
  }

  private describe(isBroken: boolean): string {
    return isBroken ? 'Train keeps the layers from before until these can be a model.' : `${formatCount(parameterCount(this.draft))} parameters in all.`;
  }

  private act(action: LayerAction, index: number): void {
    const { draft } = this;
    this.change(action === 'remove' ? removeLayer(draft, index) : moveLayer(draft, index, action === 'up' ? -1 : 1));
  }

  private change(layers: readonly Layer[]): void {
    this.draft = layers;
    if (findLayerProblem(layers)) return;
    this.sent = JSON.stringify(layers);
    this.dispatchEvent(new CustomEvent<readonly Layer[]>('layers-change', { detail: layers }));
  }
}
