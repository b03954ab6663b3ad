/**
 * Makes a call for the newest input: at most one is in flight, and what was asked for meanwhile is forgotten but for the
 * last. Every answer is newer than the one before, so each is delivered, unless it was cancelled.
 */
export class LatestCall<Input, Output> {
  private next: { readonly input: Input } | undefined;
  private isInFlight = false;
  /** Answers to calls of an earlier round were cancelled. */
  private round = 0;

  constructor(
    private readonly call: (input: Input) => Promise<Output>,
    private readonly deliver: (output: Output, input: Input) => void,
    private readonly fail: (error: unknown) => void,
  ) {}

  request(input: Input): void {
    this.next = { input };
    if (!this.isInFlight) void this.run();
  }

  /** Forgets what was asked for; an answer that still comes is dropped. */
  cancel(): void {
    this.next = undefined;
    this.round += 1;
  }

  private async run(): Promise<void> {
    this.isInFlight = true;
    while (this.next) {
      const { input } = this.next;
      const { round } = this;
      this.next = undefined;
      try {
        const output = await this.call(input);
        if (round === this.round) this.deliver(output, input);
      } catch (error) {
        if (round === this.round) this.fail(error);
      }
    }
    this.isInFlight = false;
  }
}
