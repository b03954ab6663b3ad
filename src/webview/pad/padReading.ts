import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Result } from '../../protocol/contract';
import type { LabContract } from '../../protocol/labContract';
import type { LabStore } from '../store/labStore';
import { LatestCall } from '../store/latestCall';
import { describeWeights, weightsKey, type WeightsPosition } from './shownWeights';

/** What the shown weights make of a pad. */
export type Reading =
  | { readonly kind: 'untrained' }
  | { readonly kind: 'empty' }
  /** The first answer is on its way. */
  | { readonly kind: 'pending' }
  /** `probabilities` `[10]`, and which weights read them, in words and by their place in the run. */
  | { readonly kind: 'read'; readonly probabilities: Float32Array; readonly weights: string; readonly position: WeightsPosition }
  | { readonly kind: 'failed'; readonly problem: string };

/**
 * Of the calls for one pad. While the pen moves there is an image a frame, and beside a run an answer may take two: with
 * fewer calls, the last image would wait for the answer to one before.
 */
const mostInFlight = 3;

/** Each image is read by the newest weights. That they moved on is a reason to ask again where it has not changed for so long. */
const restMs = 100;

interface Host extends ReactiveControllerHost {
  readonly store: LabStore;
}

/** Keeps the reading of a pad's image: asks again whenever the image or the weights changed, and updates its host. */
export class PadReading implements ReactiveController {
  private image: Uint8Array | undefined;
  private answer: Reading = { kind: 'pending' };
  private key: string | undefined;
  /** Of the weights that were asked last. */
  private askedKey: string | undefined;
  /** Pending for so long after the image changed. */
  private rest: ReturnType<typeof setTimeout> | undefined;

  private readonly latest = new LatestCall<Uint8Array, Result<LabContract, 'read'>>(
    (image) => this.host.store.client.call('read', { image }),
    (result) => this.deliver(result ? this.describe(result) : { kind: 'untrained' }),
    (error) => this.deliver({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) }),
    mostInFlight,
  );

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  get value(): Reading {
    if (this.key === undefined) return { kind: 'untrained' };
    return this.image ? this.answer : { kind: 'empty' };
  }

  /** What is on the pad now; `undefined` for nothing. Returns whether a reading of it was asked for, which updates the host. */
  show(image: Uint8Array | undefined): boolean {
    // Lifting the pen, for one, changes nothing of what is read.
    if (image && this.image && isSame(image, this.image)) return false;
    this.image = image;
    this.beginRest();
    if (image) return this.ask(image);
    this.latest.cancel();
    this.answer = { kind: 'pending' };
    return false;
  }

  hostUpdate(): void {
    const { state } = this.host.store;
    const key = state && weightsKey(state);
    if (key === this.key) return;
    this.key = key;
    if (this.image && this.rest === undefined) this.ask(this.image);
  }

  private beginRest(): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.rest = undefined;
      if (this.image && this.key !== this.askedKey) this.ask(this.image);
    }, restMs);
  }

  private ask(image: Uint8Array): boolean {
    if (this.key === undefined) return false;
    this.askedKey = this.key;
    this.latest.request(image);
    return true;
  }

  private describe({ probabilities, position }: NonNullable<Result<LabContract, 'read'>>): Reading {
    const { weights, run } = this.host.store.state ?? {};
    return { kind: 'read', probabilities, weights: describeWeights(position, weights?.kind === 'live', run?.run), position };
  }

  private deliver(reading: Reading): void {
    this.answer = reading;
    this.host.requestUpdate();
  }
}

function isSame(image: Uint8Array, other: Uint8Array): boolean {
  return image.every((value, index) => value === other[index]);
}
