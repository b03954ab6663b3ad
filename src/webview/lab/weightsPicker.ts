import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { describeCheckpoint, describePosition } from '../../core/describeCheckpoint';
import type { RunSnapshot } from '../../core/run';
import type { LabState } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';

const live = 'live';

/** The run and the weights that every tab reads, as two lists. */
@customElement('mnist-weights-picker')
export class WeightsPicker extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex: 1 1 260px;
        gap: 8px;
        min-width: 0;
        max-width: 460px;
      }
      .run {
        flex: 1;
      }
      .checkpoint {
        width: 160px;
      }
    `,
  ];

  override render(): TemplateResult {
    const { state } = this;
    if (!state?.run) return html``;
    return html`${this.renderRuns(state, state.run)}${this.renderCheckpoints(state, state.run)}`;
  }

  private renderRuns({ runs }: LabState, { run }: RunSnapshot): TemplateResult {
    return html`<vscode-single-select class="run" label="Run" .value=${run.id} @change=${(event: Event) => void this.ask('show', { run: valueOf(event) })}>
      ${repeat(
        runs.filter(({ phase }) => phase !== 'broken'),
        ({ id }) => id,
        ({ id, title, bestValAccuracy }) => html`<vscode-option value=${id} ?selected=${id === run.id} description=${describeBest(bestValAccuracy)}>${title}</vscode-option>`,
      )}
    </vscode-single-select>`;
  }

  private renderCheckpoints({ weights, goingOn }: LabState, snapshot: RunSnapshot): TemplateResult {
    const { run, checkpoints } = snapshot;
    const isLive = goingOn?.id === run.id;
    const shown = weights?.kind === 'checkpoint' ? weights.checkpoint.name : live;
    const choose = (event: Event) => {
      const checkpoint = valueOf(event);
      void this.ask('show', checkpoint === live ? { run: run.id } : { run: run.id, checkpoint });
    };
    return html`<vscode-single-select class="checkpoint" label="Checkpoint" .value=${shown} @change=${choose}>
      ${isLive ? html`<vscode-option value=${live} ?selected=${shown === live}>${describeLive(snapshot)}</vscode-option>` : nothing}
      ${repeat(
        checkpoints.toReversed(),
        // An option that becomes another one makes the list read all of them anew: a new checkpoint must not change every option.
        ({ name }) => name,
        (checkpoint) => html`<vscode-option value=${checkpoint.name} ?selected=${checkpoint.name === shown}>${describeCheckpoint(checkpoint, snapshot)}</vscode-option>`,
      )}
    </vscode-single-select>`;
  }
}

/** Weights that change ten times a second have no place to read; those of a run that holds do. */
function describeLive(run: RunSnapshot): string {
  return run.phase === 'paused' ? describePosition(run, run.run) : 'live weights';
}

function describeBest(bestValAccuracy: number | undefined): string {
  return bestValAccuracy === undefined ? '' : `best ${bestValAccuracy.toFixed(4)}`;
}

function valueOf(event: Event): string {
  return event.target instanceof HTMLElement && 'value' in event.target ? String(event.target.value) : '';
}
