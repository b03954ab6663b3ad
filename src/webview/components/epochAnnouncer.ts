import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { EpochRecord } from '../../core/formats/history';
import type { RunSnapshot } from '../../core/run';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';

const announceMs = 1000;

/** A sentence an epoch for a screen reader, at most one a second, and one at a run's end. */
@customElement('mnist-epoch-announcer')
export class EpochAnnouncer extends LabElement {
  static override styles = sharedStyles;

  private announcedEpoch: number | undefined;
  private announcedMs = 0;

  override render(): TemplateResult {
    return html`<div class="screen-reader" role="status">${this.announcement() ?? nothing}</div>`;
  }

  private announcement(): string | undefined {
    const run = this.state?.run;
    const record = run?.history.at(-1);
    if (!run || !record) return undefined;
    const isNew = record.epoch !== this.announcedEpoch;
    const isDue = performance.now() - this.announcedMs >= announceMs || run.phase !== 'training';
    if (isNew && isDue) {
      this.announcedEpoch = record.epoch;
      this.announcedMs = performance.now();
    }
    const announced = run.history.find(({ epoch }) => epoch === this.announcedEpoch);
    return announced && describeEpoch(announced, run);
  }
}

function describeEpoch({ epoch, valAccuracy, valLoss }: EpochRecord, { phase, totalEpochs, run }: RunSnapshot): string {
  const how = `validation accuracy ${valAccuracy.toFixed(3)}, loss ${valLoss.toFixed(3)}`;
  const where = epoch === 0 ? `${run.parent ? 'Before training' : 'Untrained'}: ${how}` : `Epoch ${epoch} of ${totalEpochs}: ${how}`;
  return phase === 'training' ? where : `Run ${phase}. ${where}`;
}
