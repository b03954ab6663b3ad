import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { RunSnapshot } from '../../core/run';
import { LabElement } from '../labElement';
import { LatestCall } from '../store/latestCall';
import { sharedStyles } from '../theme/styles';
import { prefersReducedMotion } from '../theme/themeColours';
import { shownStop, timeStops, type TimeStop } from './timeStops';

const stepMs = 250;
/** Whoever wants little motion sees each place long enough to read it. */
const calmStepMs = 1500;

/** A slider over the checkpoints of the shown run: what the tabs show of its weights follows it. */
@customElement('mnist-time-travel')
export class TimeTravel extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 4px 16px;
        border-bottom: 1px solid var(--line);
      }
      input {
        flex: 1 1 auto;
        min-width: 80px;
        height: 16px;
        margin: 0;
        appearance: none;
        background: transparent;
        cursor: pointer;
      }
      input::-webkit-slider-runnable-track {
        height: 1px;
        background: var(--vscode-descriptionForeground);
      }
      input::-webkit-slider-thumb {
        width: 12px;
        height: 12px;
        margin-top: -5.5px;
        appearance: none;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 50%;
        background: var(--vscode-progressBar-background);
      }
      input:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: 2px;
      }
      output {
        flex: 0 1 260px;
        min-width: 0;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
    `,
  ];

  /** Where the slider was moved to, until the weights have followed. */
  @state() private accessor wanted: number | undefined;
  @state() private accessor timer: number | undefined;

  private readonly travel = new LatestCall<{ readonly run: string; readonly stop: TimeStop }, null>(
    ({ run, stop }) => this.store.client.call('show', stop.checkpoint === undefined ? { run } : { run, checkpoint: stop.checkpoint }),
    () => (this.wanted = undefined),
    (error) => {
      this.wanted = undefined;
      this.pause();
      this.tell(error);
    },
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.pause();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('active') && !this.active) this.pause();
  }

  override render(): TemplateResult {
    const { run, weights } = this.state ?? {};
    const stops = run ? timeStops(run) : [];
    if (!run || !this.active || stops.length < 2) return html``;
    const position = Math.min(this.wanted ?? shownStop(stops, weights), stops.length - 1);
    const { place = '', accuracy = '' } = stops[position] ?? {};
    return html`<div class="row" role="group" aria-label="Time travel">
      ${this.renderPlay(run, stops, position)}
      <input
        type="range"
        aria-label="Checkpoint"
        title="Go back in time: every tab reads the weights of this checkpoint"
        min="0"
        max=${stops.length - 1}
        .value=${String(position)}
        aria-valuetext=${accuracy === '' ? place : `${place}, ${accuracy}`}
        @input=${(event: Event) => this.moveTo(run, stops, valueOf(event))}
      />
      <output class="secondary figures">${place}${accuracy === '' ? nothing : ` · ${accuracy}`}</output>
    </div>`;
  }

  private renderPlay(run: RunSnapshot, stops: readonly TimeStop[], position: number): TemplateResult {
    const isPlaying = this.timer !== undefined;
    const label = isPlaying ? 'Pause the journey' : 'Play the checkpoints from here';
    return html`<button class="icon" title=${label} aria-label=${label} @click=${() => (isPlaying ? this.pause() : this.play(run, stops, position))}>
      <vscode-icon name=${isPlaying ? 'debug-pause' : 'play'}></vscode-icon>
    </button>`;
  }

  private moveTo(run: RunSnapshot, stops: readonly TimeStop[], position: number): void {
    this.pause();
    this.go(run, stops, position);
  }

  private go({ run }: RunSnapshot, stops: readonly TimeStop[], position: number): void {
    const stop = stops[position];
    if (!stop) return;
    this.wanted = position;
    this.travel.request({ run: run.id, stop });
  }

  /** From the last place on it begins again at the first. */
  private play(run: RunSnapshot, stops: readonly TimeStop[], position: number): void {
    this.go(run, stops, position === stops.length - 1 ? 0 : position);
    this.timer = window.setInterval(() => this.playOn(), prefersReducedMotion() ? calmStepMs : stepMs);
  }

  private playOn(): void {
    const { run, weights } = this.state ?? {};
    const stops = run ? timeStops(run) : [];
    const next = (this.wanted ?? shownStop(stops, weights)) + 1;
    if (!run || next >= stops.length) return this.pause();
    this.go(run, stops, next);
  }

  private pause(): void {
    window.clearInterval(this.timer);
    this.timer = undefined;
  }
}

function valueOf(event: Event): number {
  return event.target instanceof HTMLInputElement ? event.target.valueAsNumber : 0;
}
