import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sharedStyles } from '../theme/styles';
import type { PadContent } from './padContent';
import { moveCursor, padCommand, type PadCommand } from './padKeys';
import { PadPainter } from './padPainter';
import { SquareCanvas } from './squareCanvas';
import { StrokeEditor } from './strokeEditor';

export type PadTool = 'pen' | 'eraser';

/** The ink's width on the pad, as a share of its side. It changes only what the pad shows. */
export const defaultPenWidth = 0.085;

/** `buttons` of a pen that is turned around (https://www.w3.org/TR/pointerevents3/#button-states). */
const eraserButton = 32;

const help =
  'Draw with mouse, finger or pen. With the keyboard, arrow keys move the cursor, with Shift in larger steps; Space puts the pen down and lifts it, Escape lifts it; Delete clears; Control Z undoes, Control Y redoes.';

/**
 * A square to draw a digit on, of any size from 100 px. Sends `strokes-changed` whenever its content changed, once a frame
 * while something is drawn.
 */
@customElement('mnist-pad')
export class Pad extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        position: relative;
        aspect-ratio: 1;
      }
      .pad {
        position: relative;
        box-sizing: border-box;
        height: 100%;
        border: 1px solid var(--line);
        background: var(--paper);
        overflow: hidden;
        user-select: none;
      }
      .pad:focus-visible {
        outline-offset: -1px;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        touch-action: none;
        cursor: crosshair;
      }
      canvas.eraser {
        cursor: none;
      }
      .cursor,
      .eraser-ring {
        position: absolute;
        box-sizing: border-box;
        translate: -50% -50%;
        border-radius: 50%;
        border: 2px solid var(--vscode-focusBorder);
        pointer-events: none;
      }
      .cursor {
        box-shadow: 0 0 0 1px var(--paper), inset 0 0 0 1px var(--paper);
        aspect-ratio: 1;
        min-width: 10px;
      }
      .cursor.down {
        background: var(--vscode-focusBorder);
      }
      .eraser-ring {
        aspect-ratio: 1;
        border: 1px solid var(--vscode-foreground);
        box-shadow: 0 0 0 1px var(--paper);
      }
      .full {
        position: absolute;
        inset: auto 0 0;
        padding: 4px 8px;
        background: var(--vscode-editorWidget-background);
        border-top: 1px solid var(--line);
        pointer-events: none;
      }
    `,
  ];

  @property({ type: String }) accessor label = 'Drawing pad';
  @property({ type: String }) accessor tool: PadTool = 'pen';
  @property({ type: Number }) accessor penWidth = defaultPenWidth;

  @query('.pad') private accessor box!: HTMLElement;
  @query('canvas') private accessor canvas!: HTMLCanvasElement;
  /** Where the keyboard's cursor is; it shows while `hasCursor`. */
  @state() private accessor cursor = { x: 0.5, y: 0.5 };
  @state() private accessor hasCursor = false;
  @state() private accessor ring: { readonly x: number; readonly y: number } | undefined;
  @state() private accessor isFull = false;
  @state() private accessor spoken = '';

  private readonly editor = new StrokeEditor();
  private readonly painter = new PadPainter();
  private readonly square = new SquareCanvas(this, () => this.canvas, (context, side, isBlank) => {
    if (isBlank) this.painter.startAnew();
    this.painter.paint(context, side, this.content, this.penWidth);
  });
  /** The pointer that is down, and what it does. */
  private pointer: { readonly id: number; readonly tool: PadTool } | undefined;
  /** Where the canvas was after the last movement of a pointer that is down. */
  private place: DOMRect | undefined;
  private readonly heldArrows = new Set<string>();
  private frame: number | undefined;
  private isChanged = false;

  get content(): PadContent {
    return this.editor.content;
  }

  /** Something is being drawn by mouse, finger or pen. */
  get isPointerDown(): boolean {
    return this.pointer !== undefined;
  }

  get isEmpty(): boolean {
    return this.content.strokes.length === 0 && !this.content.image;
  }

  get canUndo(): boolean {
    return this.editor.canUndo;
  }

  get canRedo(): boolean {
    return this.editor.canRedo;
  }

  undo(): void {
    this.edit('Undone.', () => this.editor.undo());
  }

  redo(): void {
    this.edit('Redone.', () => this.editor.redo());
  }

  clear(): void {
    this.edit('Cleared.', () => this.editor.clear());
  }

  /** Puts something else on the pad, which can be undone. */
  load(content: PadContent): void {
    this.edit('', () => this.editor.load(content));
  }

  /** Begins with what was kept of an earlier pad. */
  restore(content: PadContent): void {
    this.edit('', () => this.editor.restore(content));
  }

  /** Undo, redo and clear by their keys, from wherever the focus is; whether the key was one of them. */
  handleShortcut(event: KeyboardEvent): boolean {
    const command = padCommand(event);
    if (command !== 'undo' && command !== 'redo') return false;
    this.obey(command, event);
    return true;
  }

  override render(): TemplateResult {
    return html`
      <div
        class="pad"
        role="application"
        aria-roledescription="drawing pad"
        aria-label=${this.label}
        aria-describedby="help"
        tabindex="0"
        @keydown=${(event: KeyboardEvent) => this.pressKey(event)}
        @keyup=${(event: KeyboardEvent) => void this.heldArrows.delete(event.key)}
        @focus=${() => (this.hasCursor = this.box.matches(':focus-visible'))}
        @blur=${() => this.leave()}
      >
        <canvas
          class=${this.tool}
          @pointerdown=${(event: PointerEvent) => this.pressPointer(event)}
          @pointermove=${(event: PointerEvent) => this.movePointer(event)}
          @pointerup=${(event: PointerEvent) => this.liftPointer(event)}
          @pointercancel=${(event: PointerEvent) => this.liftPointer(event)}
          @pointerleave=${() => (this.ring = undefined)}
        ></canvas>
        ${this.renderCursor()} ${this.isFull ? html`<div class="full hint">The pad is full. Undo, erase or clear to draw on.</div>` : nothing}
      </div>
      <div id="help" class="screen-reader">${help}</div>
      <div class="screen-reader" role="status">${this.isFull ? 'The pad is full. Undo, erase or clear to draw on.' : this.spoken}</div>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('penWidth')) this.square.redraw();
  }

  private get eraserRadius(): number {
    return this.penWidth;
  }

  private renderCursor(): TemplateResult {
    const place = ({ x, y }: { x: number; y: number }, width: number) => `left:${100 * x}%;top:${100 * y}%;width:${100 * width}%`;
    const isErasing = this.tool === 'eraser';
    const cursorWidth = isErasing ? 2 * this.eraserRadius : this.penWidth;
    return html`${this.hasCursor ? html`<div class="cursor ${this.editor.isActive ? 'down' : ''}" .style=${place(this.cursor, cursorWidth)}></div>` : nothing}
    ${isErasing && this.ring ? html`<div class="eraser-ring" .style=${place(this.ring, 2 * this.eraserRadius)}></div>` : nothing}`;
  }

  private pressPointer(event: PointerEvent): void {
    if (this.pointer || !(event.button === 0 || event.buttons & eraserButton)) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.pointer = { id: event.pointerId, tool: event.buttons & eraserButton ? 'eraser' : this.tool };
    this.hasCursor = false;
    const [x, y, ...pressure] = this.pointOf(event);
    if (this.pointer.tool === 'pen') this.editor.beginStroke([x, y, ...pressure]);
    else this.editor.beginErasing({ x, y }, this.eraserRadius);
    this.changed();
  }

  private movePointer(event: PointerEvent): void {
    const [x, y] = this.pointOf(event);
    if (this.tool === 'eraser') this.ring = event.pointerType === 'touch' && !this.pointer ? undefined : { x, y };
    if (this.pointer?.id !== event.pointerId) return;
    const coalesced = event.getCoalescedEvents();
    for (const each of coalesced.length > 0 ? coalesced : [event]) this.moveTo(this.pointOf(each));
    this.changed();
    // Only now, because it lays out what a reading may just have changed: the next reading is asked for before that.
    this.place = this.canvas.getBoundingClientRect();
  }

  private moveTo(point: readonly [x: number, y: number, ...pressure: number[]]): void {
    if (this.pointer?.tool === 'pen') this.editor.extendStroke(point);
    else this.editor.eraseTo({ x: point[0], y: point[1] }, this.eraserRadius);
  }

  private liftPointer(event: PointerEvent): void {
    if (this.pointer?.id !== event.pointerId) return;
    this.pointer = undefined;
    this.place = undefined;
    this.lift();
  }

  /** Where on the pad a pointer is; only a pen tells a pressure that means something. */
  private pointOf({ clientX, clientY, pointerType, pressure }: PointerEvent): readonly [x: number, y: number, ...pressure: number[]] {
    const { left, top, width, height } = this.place ?? this.canvas.getBoundingClientRect();
    const place = [(clientX - left) / width, (clientY - top) / height] as const;
    return pointerType === 'pen' ? [...place, pressure] : place;
  }

  private pressKey(event: KeyboardEvent): void {
    const command = padCommand(event);
    if (command !== undefined) this.obey(command, event);
  }

  private obey(command: PadCommand, event: KeyboardEvent): void {
    if (command === 'lift' && !this.editor.isActive) return;
    event.preventDefault();
    // VS Code would take the key as one of its own.
    event.stopPropagation();
    switch (command) {
      case 'move':
        return this.moveByKeys(event);
      case 'pen':
        return event.repeat ? undefined : this.togglePen();
      case 'lift':
        return this.lift('Pen up.');
      case 'clear':
        return this.clear();
      case 'undo':
        return this.undo();
      case 'redo':
        return this.redo();
    }
  }

  private moveByKeys(event: KeyboardEvent): void {
    this.heldArrows.add(event.key);
    this.hasCursor = true;
    this.cursor = moveCursor(this.cursor, this.heldArrows, event.shiftKey);
    if (!this.editor.isActive) return;
    if (this.tool === 'pen') this.editor.extendStroke([this.cursor.x, this.cursor.y]);
    else this.editor.eraseTo(this.cursor, this.eraserRadius);
    this.changed();
  }

  private togglePen(): void {
    this.hasCursor = true;
    if (this.editor.isActive) return this.lift('Pen up.');
    if (this.tool === 'pen') this.editor.beginStroke([this.cursor.x, this.cursor.y]);
    else this.editor.beginErasing(this.cursor, this.eraserRadius);
    this.spoken = this.tool === 'pen' ? 'Pen down.' : 'Eraser down.';
    this.changed();
  }

  private leave(): void {
    this.hasCursor = false;
    this.heldArrows.clear();
    if (!this.pointer) this.lift();
  }

  private lift(spoken = ''): void {
    if (!this.editor.isActive) return;
    this.edit(spoken, () => this.editor.end());
  }

  private edit(spoken: string, act: () => void): void {
    act();
    this.spoken = spoken;
    this.painter.startAnew();
    this.changed();
  }

  /** Tells at once, then again at most once a frame; draws in the next frame. */
  private changed(): void {
    this.isChanged = true;
    if (this.frame === undefined) this.beginFrame();
  }

  private beginFrame(): void {
    this.isChanged = false;
    this.frame = requestAnimationFrame(() => {
      this.frame = undefined;
      // Told first: whoever asks for a reading asks before anything is painted.
      if (this.isChanged) this.beginFrame();
      this.square.redraw();
    });
    this.isFull = this.editor.isFull;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('strokes-changed', { bubbles: true, composed: true }));
  }
}
