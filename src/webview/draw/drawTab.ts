import '../pad/pad';
import './correctionRow';
import './padTools';
import './readingPanel';
import './seenImage';
import './startRow';
import './whyPanel';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PlacedDigit } from '../../core/drawing/placedDigit';
import { UserError } from '../../core/userError';
import type { SampleSet } from '../../core/samples';
import type { Destination } from '../../protocol/labContract';
import { describeReading } from '../components/probabilities';
import { LabElement } from '../labElement';
import { fitToPad } from '../pad/fitToPad';
import { keepPad } from '../pad/keptPad';
import type { Pad } from '../pad/pad';
import { placeContent } from '../pad/padContent';
import { PadReading } from '../pad/padReading';
import { sharedStyles } from '../theme/styles';
import type { Sketch } from './correctionRow';
import { drawTabStyles } from './drawTabStyles';
import { Explaining } from './explanation';
import { keptTools, type PadTools } from './keptTools';
import { openPicture } from './openPicture';
import type { Start } from './startRow';

/** A screen reader hears a reading that has stood for so long. */
const settledMs = 700;
/** So long what the network sees waits for what it reads. */
const patienceMs = 50;

/** The tab Draw: the pad, what the network sees of it, what it reads, why, and what to do where that is wrong. */
@customElement('mnist-draw-tab')
export class DrawTab extends LabElement {
  static override styles = [sharedStyles, drawTabStyles];

  /** Where the lab was sent to last, where that was this tab. */
  @property({ attribute: false }) accessor destination: Destination | undefined;

  @query('mnist-pad') private accessor pad!: Pad;
  @state() private accessor tools = keptTools.read();
  @state() private accessor notice = '';
  @state() private accessor spoken = '';
  @state() private accessor isDropTarget = false;
  private placed: PlacedDigit | undefined;
  private sketch: Sketch | undefined;
  private readonly reading = new PadReading(this);
  private readonly explaining = new Explaining(this);
  private settled: ReturnType<typeof setTimeout> | undefined;
  private late: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.addEventListener('keydown', (event) => this.pressKey(event));
    this.addEventListener('dragover', (event) => this.dragOver(event));
    this.addEventListener('dragenter', (event) => this.dragOver(event));
    this.addEventListener('dragleave', () => (this.isDropTarget = false));
    this.addEventListener('drop', (event) => this.drop(event));
  }

  /** Begins anew with an image `[28, 28]`, which can be drawn on and erased. */
  loadImage(image: Uint8Array): void {
    this.pad.load({ strokes: [], image });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('paste', this.paste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('paste', this.paste);
  }

  override render(): TemplateResult {
    const reading = this.reading.value;
    const pad = this.hasUpdated ? this.pad : undefined;
    return html`
      <section class="top ${this.isDropTarget ? 'drop' : ''}">
        <div class="draw">
          <mnist-pad-tools
            .tools=${this.tools}
            .canUndo=${pad?.canUndo ?? false}
            .canRedo=${pad?.canRedo ?? false}
            .canClear=${pad !== undefined && !pad.isEmpty}
            @tools-changed=${(event: CustomEvent<PadTools>) => this.chooseTools(event.detail)}
            @undo=${() => this.pad.undo()}
            @redo=${() => this.pad.redo()}
            @clear=${() => this.pad.clear()}
          ></mnist-pad-tools>
          <mnist-pad .tool=${this.tools.tool} .penWidth=${this.tools.penWidth} @strokes-changed=${() => this.follow()}></mnist-pad>
          <p class="hint">Mouse, finger or pen. Keyboard: arrows move, Space draws.</p>
        </div>
        <div class="seen">
          <h2>What the network sees</h2>
          <mnist-seen-image .digit=${this.placed}></mnist-seen-image>
          <p class="hint">${this.describeScaling()}</p>
        </div>
        <mnist-reading-panel .reading=${reading}></mnist-reading-panel>
      </section>
      <mnist-start-row .store=${this.store} .active=${this.active} .notice=${this.notice} @start=${(event: CustomEvent<Start>) => void this.start(event.detail)}></mnist-start-row>
      <section><mnist-why-panel .explanation=${this.explaining.value}></mnist-why-panel></section>
      <section><mnist-correction-row .store=${this.store} .active=${this.active} .sketch=${this.sketch}></mnist-correction-row></section>
      <div class="screen-reader" role="status">${this.spoken}</div>
    `;
  }

  protected override firstUpdated(): void {
    keepPad(this.pad);
    this.follow();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('destination') && this.destination?.draw) void this.start({ kind: 'image', ...this.destination.draw });
    this.speakWhenSettled();
  }

  private describeScaling(): string {
    return this.hasUpdated && this.pad.content.image
      ? 'An image is taken as it is, and what you draw on it is added. Dashed: the box of its ink; +: its centre of mass.'
      : 'Scaled until the longer side is 20 px (dashed), then moved until the centre of mass is the centre (+), as the dataset’s authors did.';
  }

  private follow(): void {
    const { content } = this.pad;
    this.placed = placeContent(content);
    const image = this.placed?.image;
    this.sketch = image && { strokes: content.image ? [] : content.strokes, image };
    const isAsked = this.reading.show(image);
    this.explaining.show(image);
    this.notice = '';
    // The image and its reading come in one frame: painting one before the other would hold up the question.
    if (!isAsked) this.requestUpdate();
    else this.late ??= setTimeout(() => this.stopWaiting(), patienceMs);
  }

  private stopWaiting(): void {
    this.late = undefined;
    this.requestUpdate();
  }

  private chooseTools(tools: PadTools): void {
    this.tools = tools;
    keptTools.write(tools);
  }

  private pressKey(event: KeyboardEvent): void {
    const isTyping = event.composedPath().some((target) => target instanceof HTMLInputElement && target.type !== 'range');
    if (!isTyping) this.pad.handleShortcut(event);
  }

  private async start(start: Start): Promise<void> {
    try {
      if (start.kind === 'file') {
        const { image, notice } = await openPicture(start.file);
        this.loadImage(image);
        this.notice = notice ?? '';
      } else {
        await this.loadSample(start.set, start.index);
      }
    } catch (error) {
      if (error instanceof UserError) this.notice = error.message;
      else this.dispatchEvent(new CustomEvent<unknown>('lab-error', { detail: error, bubbles: true, composed: true }));
    }
  }

  /** An image of a set; a digit of the user's own with its strokes, where it has any. */
  private async loadSample(set: SampleSet, index: number): Promise<void> {
    const { client } = this.store;
    if (set === 'digits') {
      const { strokes } = await client.call('digitStrokes', { index });
      const drawn = strokes.map((stroke) => stroke.map(([x = 0, y = 0, ...pressure]) => [x, y, ...pressure] as const));
      if (drawn.length > 0) {
        this.pad.load({ strokes: fitToPad(drawn) });
        return;
      }
    }
    this.loadImage(await client.call('images', { set, indices: Int32Array.of(index) }));
  }

  private readonly paste = (event: ClipboardEvent): void => {
    const isTyping = event.composedPath()[0] instanceof HTMLInputElement;
    if (!this.active || isTyping) return;
    const file = event.clipboardData?.files[0];
    if (file) void this.start({ kind: 'file', file });
    else this.notice = 'There is no picture in the clipboard.';
    event.preventDefault();
  };

  private dragOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Else VS Code takes the file, and opens it beside the lab.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.isDropTarget = true;
  }

  private drop(event: DragEvent): void {
    this.isDropTarget = false;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void this.start({ kind: 'file', file });
  }

  private speakWhenSettled(): void {
    clearTimeout(this.settled);
    const reading = this.reading.value;
    this.settled = setTimeout(() => {
      if (reading.kind !== 'read') return;
      const { winner, sure, then } = describeReading(reading.probabilities);
      this.spoken = `It reads ${winner}, ${sure}, ${then}.`;
    }, settledMs);
  }
}
