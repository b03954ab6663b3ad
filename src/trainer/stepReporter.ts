import type { Steps } from '../core/stepSeries';

/** Gathers loss and accuracy of each step, to send them on in lists that follow each other without a gap. */
export class StepReporter {
  private losses: number[] = [];
  private accuracies: number[] = [];

  /** `first` is the step of the run, from 0, that comes next. */
  constructor(
    private first: number,
    private readonly send: (steps: Steps) => void,
  ) {}

  add(loss: number, accuracy: number): void {
    this.losses.push(loss);
    this.accuracies.push(accuracy);
  }

  /** Sends the steps since the last time, if there are any. */
  flush(): void {
    const { length } = this.losses;
    if (length === 0) return;
    this.send({ first: this.first, losses: new Float32Array(this.losses), accuracies: new Float32Array(this.accuracies) });
    this.first += length;
    this.losses = [];
    this.accuracies = [];
  }
}
