import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { totalEpochs as countEpochs } from '../../core/configuration';
import type { RunSnapshot } from '../../core/run';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { onThemeChange, readThemeColours, type ThemeColours } from '../theme/themeColours';
import { drawCurve, type Curve } from './drawCurve';

/** The most epochs in the table behind the curve; the lab's has all. */
const tableRows = 100;

/** Accuracy over the run: of each batch faintly, of the validation images with a point an epoch. */
@customElement('mnist-accuracy-curve')
export class AccuracyCurve extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 4px;
      }
      .plot {
        flex: 1;
        min-height: 92px;
        position: relative;
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
      }
      .legend span::before {
        content: '';
        display: inline-block;
        width: 12px;
        margin-right: 6px;
        border-top: 2px solid var(--vscode-charts-blue);
        vertical-align: 4px;
      }
      .legend .validation::before {
        border-color: var(--vscode-charts-yellow);
      }
      :host-context(.vscode-high-contrast) .legend .validation::before {
        border-top-style: dashed;
      }
    `,
  ];

  private colours: ThemeColours = readThemeColours();
  private readonly resized = new ResizeObserver(() => this.draw());
  private unlistenTheme: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unlistenTheme = onThemeChange(() => {
      this.colours = readThemeColours();
      this.draw();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unlistenTheme?.();
    this.resized.disconnect();
  }

  protected override firstUpdated(): void {
    const plot = this.renderRoot.querySelector('.plot');
    if (plot) this.resized.observe(plot);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.draw();
  }

  override render(): TemplateResult {
    const run = this.state?.run;
    return html`
      <div class="plot"><canvas role="img" aria-label=${run ? describeCurve(run) : 'Accuracy'}></canvas></div>
      <div class="legend secondary" aria-hidden="true"><span>train, per batch</span><span class="validation">validation accuracy</span></div>
      <table class="screen-reader">
        <caption>
          Validation, by epoch
        </caption>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            <th scope="col">Accuracy</th>
            <th scope="col">Loss</th>
          </tr>
        </thead>
        <tbody>
          ${run?.history.slice(-tableRows).map(
            ({ epoch, valAccuracy, valLoss }) => html`<tr>
              <th scope="row">${epoch}</th>
              <td>${valAccuracy.toFixed(4)}</td>
              <td>${valLoss.toFixed(4)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    `;
  }

  private draw(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas) drawCurve(canvas, this.colours, this.curve());
  }

  /** Before the first epoch there are the axes of the run that is about to begin. */
  private curve(): Curve {
    const { state, store } = this;
    const next = state?.next.configuration;
    const totalEpochs = Math.max(1, state?.run?.totalEpochs ?? (next ? countEpochs(next) : 1));
    return { totalEpochs, stepsPerEpoch: state?.run?.stepsPerEpoch ?? 1, history: state?.run?.history ?? [], steps: store.steps.read(), stepCount: store.steps.length };
  }
}

function describeCurve({ history, totalEpochs }: RunSnapshot): string {
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last) return 'Accuracy: nothing measured yet';
  const start = `Validation accuracy ${first.valAccuracy.toFixed(3)} untrained`;
  return last === first ? start : `${start}, ${last.valAccuracy.toFixed(3)} after epoch ${last.epoch} of ${totalEpochs}`;
}
