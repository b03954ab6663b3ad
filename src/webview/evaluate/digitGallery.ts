import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { pixelCount } from '../../core/layers';
import { drawDigit } from '../components/digitCanvas';
import { sharedStyles } from '../theme/styles';
import { onThemeChange, readThemeColours } from '../theme/themeColours';
import { countColumns, moveAmong } from '../components/movingFocus';

/** A picture that can be opened. */
export interface GalleryItem {
  readonly index: number;
  /** What it is, for who does not see it. */
  readonly name: string;
  readonly caption?: TemplateResult;
}

/** A picture was chosen: by a click, Enter or the space bar. */
export class ImageOpenEvent extends Event {
  constructor(readonly index: number) {
    super('image-open', { bubbles: true, composed: true });
  }
}

/** A few pictures side by side; the arrow keys move among them. Many pictures are the business of Samples. */
@customElement('mnist-digit-gallery')
export class DigitGallery extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, calc(var(--picture) + 2px));
        gap: var(--row-gap, 4px) var(--column-gap, 4px);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      button {
        display: block;
        padding: 0;
        border: none;
        background: transparent;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      canvas {
        display: block;
        box-sizing: border-box;
        width: calc(var(--picture) + 2px);
        height: calc(var(--picture) + 2px);
        border: 1px solid var(--line);
        background: var(--paper);
        image-rendering: pixelated;
      }
      button:hover canvas {
        border-color: var(--vscode-focusBorder);
      }
      .caption {
        display: grid;
        margin-top: 4px;
        font-size: 11px;
        line-height: 16px;
        color: var(--vscode-descriptionForeground);
        white-space: nowrap;
      }
      .reading {
        font-size: 12px;
        color: var(--vscode-foreground);
      }
      .wrong {
        color: var(--vscode-charts-red);
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) accessor items: readonly GalleryItem[] = [];
  /** Their pictures, `[items, 784]`; undefined until they are here. */
  @property({ attribute: false }) accessor images: Uint8Array | undefined;
  @property() accessor name = '';
  @state() private accessor reachable = 0;
  private unlisten: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unlisten = onThemeChange(() => this.draw());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unlisten?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('items')) this.reachable = Math.min(this.reachable, Math.max(0, this.items.length - 1));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('items') || changed.has('images')) this.draw();
  }

  override render(): TemplateResult {
    return html`<ul aria-label=${this.name} @keydown=${(event: KeyboardEvent) => this.move(event)}>
      ${this.items.map(({ index, name, caption }, position) => {
        const open = () => {
          this.reachable = position;
          this.dispatchEvent(new ImageOpenEvent(index));
        };
        return html`<li>
          <button tabindex=${position === this.reachable ? 0 : -1} aria-label=${name} title=${name} @click=${open}><canvas></canvas></button>${caption ?? nothing}
        </li>`;
      })}
    </ul>`;
  }

  private draw(): void {
    const { images } = this;
    const colours = readThemeColours();
    this.renderRoot.querySelectorAll('canvas').forEach((canvas, position) => {
      const image = images?.subarray(position * pixelCount, (position + 1) * pixelCount);
      if (image?.length === pixelCount) drawDigit(canvas, image, colours);
      else canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
    });
  }

  private move(event: KeyboardEvent): void {
    const buttons = [...this.renderRoot.querySelectorAll('button')];
    const next = moveAmong(buttons.length, this.reachable, event.key, countColumns(buttons.map(({ parentElement }) => parentElement ?? this)));
    if (next === undefined) return;
    event.preventDefault();
    this.reachable = next;
    buttons[next]?.focus();
  }
}
