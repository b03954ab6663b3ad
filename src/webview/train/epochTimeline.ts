import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { trainCount } from '../../core/configuration';
import { describePosition } from '../../core/describeCheckpoint';
import { formatCount } from '../../core/formatCount';
import type { RunSnapshot } from '../../core/run';
import { moveAmong } from '../components/movingFocus';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { epochTimelineStyles } from './epochTimelineStyles';
import { cellName, mostCells, timelineCells, type TimelineCell } from './timelineCells';

/** The run's epochs in a row: how far it is, how each did, and the checkpoints, each of which a click loads. */
@customElement('mnist-epoch-timeline')
export class EpochTimeline extends LabElement {
  static override styles = [sharedStyles, epochTimelineStyles];

  /** In pixels. */
  @state() private accessor width = 880;
  /** The name of the checkpoint that the keyboard's focus is on or was on last. */
  @state() private accessor focused: string | undefined;
  private readonly resized = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0) this.width = entry.contentRect.width;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  protected override willUpdate(): void {
    // Imported weights have no epochs.
    this.hidden = !this.state?.run?.totalEpochs;
  }

  override render(): TemplateResult {
    const { run } = this.state ?? {};
    if (!run) return html``;
    return html`<section aria-label="Epochs">${this.renderHead(run)}${this.renderCells(run)}</section>`;
  }

  private renderHead({ run, best }: RunSnapshot): TemplateResult {
    return html`<header>
      <h2>Epochs</h2>
      <span class="secondary">one pass over all ${formatCount(trainCount(run.configuration))} training images each</span>
      <span class="legend secondary">
        ${best ? html`<span><vscode-icon class="best" name="star-full" size="14"></vscode-icon> best by validation: ${describePosition(best, run)}</span>` : nothing}
        <span><span class="dot"></span> checkpoint: click to load its weights</span>
      </span>
    </header>`;
  }

  private renderCells(run: RunSnapshot): TemplateResult {
    const cells = timelineCells(run, mostCells(run.totalEpochs, this.width));
    const loadable = cells.filter(({ checkpoint }) => checkpoint !== undefined);
    const shown = this.shownCheckpoint();
    const entry = [this.focused, shown].find((name) => loadable.some(({ checkpoint }) => checkpoint?.name === name)) ?? loadable.at(-1)?.checkpoint?.name;
    return html`<div class="cells" role="toolbar" aria-label="Checkpoints" .style=${`grid-template-columns:repeat(${cells.length},minmax(0,1fr))`} @keydown=${(event: KeyboardEvent) => this.moveFocus(event, loadable)}>
      ${cells.map((cell) => this.renderCell(cell, run, { shown, entry }))}
    </div>`;
  }

  private renderCell(cell: TimelineCell, { epoch, phase }: RunSnapshot, { shown, entry }: { readonly shown: string | undefined; readonly entry: string | undefined }): TemplateResult {
    const { checkpoint, isBest, share, valAccuracy, first, last } = cell;
    const isNow = phase === 'training' && epoch + 1 >= first && epoch < last;
    const content = html`
      <span class="bar"><span .style=${`width:${share * 100}%`}></span></span>
      ${checkpoint ? html`<span class="screen-reader">Load ${describePosition(checkpoint)}${isBest ? ', the best' : ''}: epoch </span>` : nothing}
      <span class="name">${cellName(cell)}${checkpoint ? (isBest ? html`<vscode-icon class="best" name="star-full" size="14"></vscode-icon>` : html`<span class="dot"></span>`) : nothing}</span>
      ${valAccuracy === undefined ? nothing : html`<span class="screen-reader">validation accuracy</span>`}
      <span class="value">${valAccuracy?.toFixed(3) ?? (isNow ? 'now' : '')}</span>
    `;
    if (!checkpoint) return html`<div class="cell">${content}</div>`;
    const { name } = checkpoint;
    return html`<button
      class="cell"
      data-checkpoint=${name}
      aria-pressed=${name === shown}
      title=${describeCell(cell)}
      tabindex=${name === entry ? 0 : -1}
      @focus=${() => (this.focused = name)}
      @click=${() => this.load(name)}
    >
      ${content}
    </button>`;
  }

  private shownCheckpoint(): string | undefined {
    const { weights } = this.state ?? {};
    return weights?.kind === 'checkpoint' ? weights.checkpoint.name : undefined;
  }

  private load(checkpoint: string): void {
    const { run } = this.state ?? {};
    if (run) void this.ask('show', { run: run.run.id, checkpoint });
  }

  private moveFocus(event: KeyboardEvent, loadable: readonly TimelineCell[]): void {
    const position = loadable.findIndex(({ checkpoint }) => checkpoint?.name === this.focused);
    const next = moveAmong(loadable.length, position, event.key, loadable.length);
    const name = next === undefined ? undefined : loadable[next]?.checkpoint?.name;
    if (name === undefined) return;
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>(`[data-checkpoint="${name}"]`)?.focus();
  }
}

function describeCell({ checkpoint, isBest, valAccuracy }: TimelineCell): string {
  if (!checkpoint) return '';
  const how = valAccuracy === undefined ? '' : `, validation accuracy ${valAccuracy.toFixed(4)}`;
  return `Load ${describePosition(checkpoint)}${isBest ? ', the best' : ''}${how}`;
}
