/**
 * Makes a call for the newest input: at most `mostInFlight` are in flight, and what was asked for meanwhile is forgotten but
 * for the last. An answer is delivered unless it was cancelled, or a newer one came before it.
 */
export class LatestCall<Input, Output> {
  private next: { readonly input: Input } | undefined;
  private inFlight = 0;
  /** Calls are numbered from 1. */
  private lastCall = 0;
  /** Answers to this call and earlier ones are of no use any more. */
  private settled = 0;

  constructor(
    private readonly call: (input: Input) => Promise<Output>,
    private readonly deliver: (output: Output, input: Input) => void,
    private readonly fail: (error: unknown) => void,
    private readonly mostInFlight = 1,
  ) {}

  request(input: Input): void {
    this.next = { input };
    this.callNext();
  }

  /** Forgets what was asked for; an answer that still comes is dropped. */
  cancel(): void {
    this.next = undefined;
    this.settled = this.lastCall;
  }

  private callNext(): void {
    if (!this.next || this.inFlight === this.mostInFlight) return;
    const { input } = this.next;
    this.next = undefined;
    void this.run(input);
  }

  private async run(input: Input): Promise<void> {
    const number = ++this.lastCall;
    this.inFlight += 1;
    try {
      await this.call(input).then(
        (output) => {
          if (this.settle(number)) this.deliver(output, input);
        },
        (error: unknown) => {
          if (this.settle(number)) this.fail(error);
        },
      );
    } finally {
      this.inFlight -= 1;
      this.callNext();
    }
  }

  /** Whether what a call gave is news. */
  private settle(number: number): boolean {
    if (number <= this.settled) return false;
    this.settled = number;
    return true;
  }
}
