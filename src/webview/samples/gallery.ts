import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { formatCount } from '../../core/formatCount';
import type { SampleSet } from '../../core/samples';
import { sharedStyles } from '../theme/styles';
import { onThemeChange, readThemeColours } from '../theme/themeColours';
import { layOut, positionAfterKey, positionAt, positionsInSight, rowHeight, samePlace, scrollAnchor, scrollTopOf, scrollTopToReveal, type GalleryLayout, type ScrollAnchor } from './galleryLayout';
import { GalleryPainter } from './galleryPainter';
import type { SampleImages } from './sampleImages';
import { describeImage, setNames } from './words';

/** The images of a gallery, in their order. Lists of one `key` are the same list at different times. */
export interface GalleryList {
  readonly key: string;
  readonly set: SampleSet;
  readonly indices: Int32Array;
  /** The indices ascend. */
  readonly isByIndex: boolean;
}

const start: ScrollAnchor = { position: 0, offset: 0 };
const restMs = 150;

/**
 * A scrolling gallery of any length on one canvas, which always lies over what is in sight of a tall empty element. It
 * tells of what was picked by `pick` (an index), of Enter by `open`, and where it came to rest by `rest` (a `ScrollAnchor`).
 */
@customElement('mnist-gallery')
export class Gallery extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        position: relative;
        min-height: 0;
      }
      .scroller {
        position: absolute;
        inset: 0;
        overflow: hidden scroll;
        contain: strict;
      }
      .scroller:focus-visible {
        outline-offset: -1px;
      }
      .content {
        min-height: 100%;
      }
      .window {
        position: sticky;
        top: 0;
      }
      canvas {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) accessor images!: SampleImages;
  @property({ attribute: false }) accessor list: GalleryList | undefined;
  /** The index of the image that is framed. */
  @property({ attribute: false }) accessor picked: number | undefined;
  /** Where to scroll when a list of another key comes. */
  @property({ attribute: false }) accessor anchor: ScrollAnchor = start;

  @query('.scroller') private accessor scroller!: HTMLElement;
  @query('.content') private accessor content!: HTMLElement;
  @query('canvas') private accessor canvas!: HTMLCanvasElement;

  private layout: GalleryLayout = layOut(0, 0);
  private viewHeight = 0;
  /** Where it is scrolled; kept while it is hidden, and when the number of columns changes. */
  private place: ScrollAnchor = start;
  private painter: GalleryPainter | undefined;
  private frame: number | undefined;
  private restTimer: ReturnType<typeof setTimeout> | undefined;
  private pickedPosition = -1;
  private readonly resized = new ResizeObserver(() => this.fit());
  private forgetTheme: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.forgetTheme = onThemeChange(() => this.takeTheme());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.forgetTheme?.();
  }

  /** Draws what is in sight in the next frame, and loads it where it is not there. */
  draw(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.paint();
    });
  }

  /** Scrolls no further than is needed to see an image. */
  reveal(index: number): void {
    const position = this.list?.indices.indexOf(index) ?? -1;
    if (position >= 0) this.scroller.scrollTop = scrollTopToReveal(this.layout, position, this.scroller.scrollTop, this.viewHeight);
  }

  override focus(): void {
    this.scroller.focus();
  }

  override render(): TemplateResult {
    const { list, picked } = this;
    const inList = list !== undefined && this.pickedPosition >= 0;
    const title = list ? `${setNames[list.set].title} images, ${formatCount(list.indices.length)}` : 'Images';
    return html`<div
      class="scroller"
      role="listbox"
      tabindex="0"
      aria-label=${title}
      aria-activedescendant="active"
      @scroll=${() => this.scrolled()}
      @click=${(event: MouseEvent) => this.pickAt(event)}
      @keydown=${(event: KeyboardEvent) => this.move(event)}
    >
      <div class="content" role="presentation">
        <div class="window" role="presentation">
          <canvas aria-hidden="true"></canvas>
          <div id="active" class="screen-reader" role="option" aria-selected=${inList} aria-setsize=${inList ? list.indices.length : nothing} aria-posinset=${inList ? this.pickedPosition + 1 : nothing}>
            ${list && picked !== undefined ? describeImage(list.set, picked, this.images.reading(list.set, picked)) : 'No image is picked'}
          </div>
        </div>
      </div>
    </div>`;
  }

  protected override willUpdate(): void {
    this.pickedPosition = this.picked === undefined ? -1 : (this.list?.indices.indexOf(this.picked) ?? -1);
  }

  protected override firstUpdated(): void {
    this.painter = new GalleryPainter(this.canvas);
    this.resized.observe(this.scroller);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('list') && this.list) {
      const before = changed.get('list');
      if (before?.key !== this.list.key) this.place = this.anchor;
      else if (this.list.isByIndex) this.place = { ...this.place, position: samePlace(before.indices, this.list.indices, this.place.position) };
      this.fit();
    }
    this.draw();
  }

  /** Lays the list out in the width and height there are. Hidden, it has none. */
  private fit(): void {
    const { scroller, content, painter } = this;
    const { clientWidth, clientHeight } = scroller;
    if (clientWidth === 0 || clientHeight === 0 || !painter) return;
    this.viewHeight = clientHeight;
    this.layout = layOut(this.list?.indices.length ?? 0, clientWidth);
    content.style.height = `${this.layout.rows * rowHeight}px`;
    this.canvas.style.width = `${clientWidth}px`;
    this.canvas.style.height = `${clientHeight}px`;
    painter.resize(clientWidth, clientHeight, devicePixelRatio);
    scroller.scrollTop = scrollTopOf(this.layout, this.place);
    this.takeTheme();
  }

  private takeTheme(): void {
    this.painter?.setTheme(readThemeColours(), getComputedStyle(this).fontFamily);
    this.draw();
  }

  private paint(): void {
    const { list, images, layout, pickedPosition, painter, viewHeight } = this;
    const { scrollTop, clientHeight } = this.scroller;
    // Hidden, it must not ask for anything.
    if (!list || !painter || clientHeight === 0) return;
    const range = positionsInSight(layout, scrollTop, viewHeight);
    painter.paint({
      layout,
      range,
      scrollTop,
      pickedPosition,
      tile(position) {
        const index = list.indices[position] ?? 0;
        return { image: images.image(list.set, index), reading: images.reading(list.set, index) };
      },
    });
    images.show(list.set, { indices: list.indices, ...range });
  }

  private scrolled(): void {
    // A hidden element has no height, and its being scrolled to 0 is no wish of anybody's.
    if (this.scroller.clientHeight === 0) return;
    this.place = scrollAnchor(this.layout, this.scroller.scrollTop);
    this.draw();
    clearTimeout(this.restTimer);
    this.restTimer = setTimeout(() => this.dispatchEvent(new CustomEvent<ScrollAnchor>('rest', { detail: this.place })), restMs);
  }

  private pickAt({ clientX, clientY }: MouseEvent): void {
    const { left, top } = this.scroller.getBoundingClientRect();
    const position = positionAt(this.layout, clientX - left, clientY - top + this.scroller.scrollTop);
    if (position !== undefined) this.pick(position);
  }

  private move(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') return void this.dispatchEvent(new CustomEvent('open'));
    const inSight = positionsInSight(this.layout, this.scroller.scrollTop, this.viewHeight).first;
    const next = positionAfterKey(event.key, this.pickedPosition, this.layout, this.viewHeight);
    if (next === undefined) return;
    event.preventDefault();
    this.pick(this.pickedPosition < 0 ? inSight : next);
  }

  private pick(position: number): void {
    const index = this.list?.indices[position];
    if (index === undefined) return;
    this.dispatchEvent(new CustomEvent<number>('pick', { detail: index }));
    this.reveal(index);
  }
}
