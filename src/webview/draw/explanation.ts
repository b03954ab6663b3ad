import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Result } from '../../protocol/contract';
import type { LabContract } from '../../protocol/labContract';
import { weightsKey } from '../pad/shownWeights';
import type { LabStore } from '../store/labStore';
import { LatestCall } from '../store/latestCall';
import { rankEvidence, type ClassEvidence } from './evidence';

/** Ten pictures would hold up the readings of a moving pen: they are asked for when it has rested so long. */
const restMs = 150;
/** So often, beside a run that moves the weights on. */
const liveMs = 500;

export type Explanation =
  | { readonly kind: 'none' }
  /** The model has more than one layer, so that there is no weight of a pixel. */
  | { readonly kind: 'notLinear' }
  /** Largest logit first. */
  | { readonly kind: 'evidence'; readonly classes: readonly ClassEvidence[] };

interface Host extends ReactiveControllerHost {
  readonly store: LabStore;
}

/** Keeps the reasons for what is read in an image, renewed soon after the image or the weights changed. */
export class Explaining implements ReactiveController {
  private image: Uint8Array | undefined;
  private key: string | undefined;
  private answer: Explanation = { kind: 'none' };
  private timer: ReturnType<typeof setTimeout> | undefined;

  private readonly latest = new LatestCall<Uint8Array, Result<LabContract, 'explain'>>(
    (image) => this.host.store.client.call('explain', { image }),
    (result) => this.deliver(result),
    // The reading beside it says what is wrong.
    () => this.deliver(undefined),
  );

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  get value(): Explanation {
    return this.image && this.key !== undefined ? this.answer : { kind: 'none' };
  }

  /** What is on the pad now; `undefined` for nothing. */
  show(image: Uint8Array | undefined): void {
    this.image = image;
    if (image) return this.askIn(restMs);
    this.latest.cancel();
    this.answer = { kind: 'none' };
  }

  hostUpdate(): void {
    const { state } = this.host.store;
    const key = state && weightsKey(state);
    if (key === this.key) return;
    this.key = key;
    if (this.image && this.timer === undefined) this.askIn(state?.weights?.kind === 'live' ? liveMs : restMs);
  }

  private askIn(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.image && this.key !== undefined) this.latest.request(this.image);
    }, milliseconds);
  }

  private deliver(result: Result<LabContract, 'explain'> | undefined): void {
    if (result) this.answer = { kind: 'evidence', classes: rankEvidence(result.logits, result.bias, result.evidence) };
    else this.answer = { kind: result === null ? 'notLinear' : 'none' };
    this.host.requestUpdate();
  }
}
