import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SampleSet } from '../../core/samples';
import type { Result } from '../../protocol/contract';
import type { LabContract } from '../../protocol/labContract';
import { weightsKey } from '../pad/shownWeights';
import type { LabStore } from '../store/labStore';
import { LatestCall } from '../store/latestCall';

/** Live weights change with every step; an image is read anew four times a second. */
const intervalMs = 250;

export interface SampleImage {
  readonly set: SampleSet;
  readonly index: number;
}

/** An image `[784]` with its label, and what the shown weights read in it; null where there are none. */
export interface Inspection extends SampleImage, Result<LabContract, 'inspect'> {}

interface Host extends ReactiveControllerHost {
  readonly store: LabStore;
}

/** Keeps what is known of one image, and asks anew when the weights move on. Until the answer is there the one before stays. */
export class Inspecting implements ReactiveController {
  private wanted: SampleImage | undefined;
  private answer: Inspection | undefined;
  private key: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isDue = false;
  private readonly latest: LatestCall<SampleImage, Result<LabContract, 'inspect'>>;

  constructor(
    private readonly host: Host,
    failed: (error: unknown) => void,
  ) {
    host.addController(this);
    this.latest = new LatestCall(
      ({ set, index }) => this.host.store.client.call('inspect', { set, index }),
      (result, image) => this.deliver({ ...result, ...image }),
      failed,
    );
  }

  get value(): Inspection | undefined {
    return this.answer;
  }

  show(image: SampleImage | undefined): void {
    if (image?.set === this.wanted?.set && image?.index === this.wanted?.index) return;
    this.wanted = image;
    if (image) return this.latest.request(image);
    this.latest.cancel();
    this.answer = undefined;
  }

  /** Asks again for the same image: another one may have taken its index. */
  renew(): void {
    if (this.wanted) this.latest.request(this.wanted);
  }

  hostUpdate(): void {
    const { state } = this.host.store;
    const key = state && weightsKey(state);
    if (key === this.key) return;
    this.key = key;
    this.renewAtTimes();
  }

  private renewAtTimes(): void {
    this.isDue = true;
    if (this.timer) return;
    this.isDue = false;
    this.renew();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.isDue) this.renewAtTimes();
    }, intervalMs);
  }

  private deliver(inspection: Inspection): void {
    this.answer = inspection;
    this.host.requestUpdate();
  }
}
