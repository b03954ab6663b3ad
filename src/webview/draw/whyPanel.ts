import './evidencePicture';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classCount } from '../../core/layers';
import { sharedStyles } from '../theme/styles';
import { describeEvidence, signed, strongestPixel, type ClassEvidence } from './evidence';
import type { Explanation } from './explanation';

/** Why a linear model reads what it reads: for each class what every pixel adds to its logit. */
@customElement('mnist-why-panel')
export class WhyPanel extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
        /* Pictures painted once are not painted anew with every stroke of the pad. */
        isolation: isolate;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 8px;
        margin-bottom: 8px;
      }
      .legend {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-inline-start: auto;
      }
      .gradient {
        width: 152px;
        height: 8px;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        background: linear-gradient(to right, var(--vscode-charts-red), var(--paper), var(--vscode-charts-blue));
      }
      ol {
        display: grid;
        grid-template-columns: repeat(10, minmax(0, 1fr));
        gap: 8px 16px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      @container (max-width: 900px) {
        ol {
          grid-template-columns: repeat(5, minmax(0, 1fr));
        }
      }
      mnist-evidence-picture {
        border: 1px solid var(--line);
      }
      .winner mnist-evidence-picture {
        outline: 2px solid var(--vscode-focusBorder);
        outline-offset: -2px;
      }
      .caption {
        display: flex;
        justify-content: space-between;
        gap: 4px;
        line-height: 20px;
      }
      .caption b {
        font-weight: 600;
      }
      .caption .code {
        color: var(--vscode-descriptionForeground);
      }
      .told .code {
        color: var(--vscode-foreground);
      }
      .words {
        min-height: 16px;
        margin-top: 4px;
      }
    `,
  ];

  @property({ attribute: false }) accessor explanation: Explanation = { kind: 'none' };

  /** The digit whose picture is hovered over or has the focus. */
  @state() private accessor told: number | undefined;

  override render(): TemplateResult {
    const { explanation } = this;
    if (explanation.kind === 'notLinear') {
      return html`${renderHeading()}
        <p class="hint">Only a model of one layer has a weight for each pixel. This one has more, so its logits are no sums over the pixels.</p>`;
    }
    return this.renderPictures(explanation.kind === 'evidence' ? explanation.classes : undefined);
  }

  /** Without evidence the pictures are blank, and stay: nothing moves when it comes, and ten canvases are not made anew with every digit. */
  private renderPictures(classes: readonly ClassEvidence[] | undefined): TemplateResult {
    const scale = classes && (strongestPixel(classes) || 1);
    const told = Math.max(0, classes?.findIndex(({ digit }) => digit === this.told) ?? 0);
    const described = classes?.[told];
    return html`
      ${renderHeading(scale)}
      <ol aria-label="Evidence for each digit, the strongest first" aria-hidden=${classes ? nothing : 'true'} @pointerleave=${() => (this.told = undefined)}>
        ${Array.from({ length: classCount }, (_, rank) => this.renderClass(classes?.[rank], rank, rank === told, scale))}
      </ol>
      <p class="words hint figures">${described ? describeEvidence(described, told) : 'As soon as a trained model reads your drawing: which of its pixels speak for each digit, and which against it.'}</p>
    `;
  }

  private renderClass(evidence: ClassEvidence | undefined, rank: number, isTold: boolean, scale = 1): TemplateResult {
    const digit = evidence?.digit ?? rank;
    const words = evidence ? describeEvidence(evidence, rank) : nothing;
    return html`<li class="${evidence && rank === 0 ? 'winner' : ''} ${evidence && isTold ? 'told' : ''}" @pointerenter=${() => (this.told = digit)}>
      <mnist-evidence-picture
        role=${evidence ? 'img' : nothing}
        aria-label=${words}
        title=${words}
        tabindex=${evidence ? (isTold ? 0 : -1) : nothing}
        .values=${evidence?.pixels}
        .scale=${scale}
        @focus=${() => (this.told = digit)}
        @keydown=${(event: KeyboardEvent) => this.moveFocus(event, rank)}
      ></mnist-evidence-picture>
      <div class="caption" aria-hidden="true"><b>${digit}</b>${evidence ? html`<span class="code">${signed(evidence.logit)}</span>` : nothing}</div>
    </li>`;
  }

  private moveFocus(event: KeyboardEvent, rank: number): void {
    const pictures = [...this.renderRoot.querySelectorAll<HTMLElement>('mnist-evidence-picture')];
    const next = { ArrowLeft: rank - 1, ArrowRight: rank + 1, Home: 0, End: pictures.length - 1 }[event.key];
    const picture = next === undefined ? undefined : pictures[next];
    if (!picture) return;
    event.preventDefault();
    picture.focus();
  }
}

/** The heading, with the legend where there are pictures. */
function renderHeading(scale?: number): TemplateResult {
  return html`<header>
    <h2>Why</h2>
    <span class="hint">Weight × pixel, for each class. The pictures' sums plus the bias are the logits; the largest wins.</span>
    ${scale === undefined
      ? nothing
      : html`<span class="legend hint figures"><span>against ${signed(-scale)}</span><span class="gradient" role="img" aria-label="from red over paper to blue"></span><span>${signed(scale)} for</span></span>`}
  </header>`;
}
