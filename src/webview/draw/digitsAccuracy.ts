import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Evaluation } from '../../core/metrics';
import type { LabState } from '../../protocol/labContract';
import type { LabStore } from '../store/labStore';
import { LatestCall } from '../store/latestCall';

interface Host extends ReactiveControllerHost {
  readonly store: LabStore;
}

/** Keeps how the shown weights read the user's digits: renewed where the digits changed, and the weights, while training once an epoch. */
export class DigitsAccuracy implements ReactiveController {
  /** Undefined where there are no digits, no weights, or no answer yet. */
  value: Evaluation | undefined;
  private key: string | undefined;

  private readonly latest = new LatestCall<null, Evaluation | null>(
    () => this.host.store.client.call('evaluateDigits', null),
    (evaluation) => this.deliver(evaluation ?? undefined),
    () => this.deliver(undefined),
  );

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostUpdate(): void {
    const { state } = this.host.store;
    const key = state && keyOf(state);
    if (key === this.key) return;
    this.key = key;
    if (key !== undefined) return this.latest.request(null);
    this.latest.cancel();
    this.value = undefined;
  }

  private deliver(evaluation: Evaluation | undefined): void {
    this.value = evaluation;
    this.host.requestUpdate();
  }
}

function keyOf({ run, weights, digitCount }: LabState): string | undefined {
  if (!run || !weights || digitCount === 0) return undefined;
  return `${digitCount} ${run.run.id} ${weights.kind === 'live' ? run.epoch : weights.checkpoint.name}`;
}
