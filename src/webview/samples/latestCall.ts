/**
 * Makes calls one at a time. What is asked for while one is under way waits, and only the newest of that is called; so an
 * answer is always to the newest question, or another one follows.
 */
export class LatestCall<Question, Answer> {
  private waiting: { readonly question: Question } | undefined;
  private isUnderWay = false;

  constructor(
    private readonly call: (question: Question) => Promise<Answer>,
    private readonly answered: (answer: Answer, question: Question) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  ask(question: Question): void {
    this.waiting = { question };
    if (!this.isUnderWay) void this.callAll();
  }

  private async callAll(): Promise<void> {
    this.isUnderWay = true;
    for (let next = this.takeWaiting(); next; next = this.takeWaiting()) {
      const { question } = next;
      try {
        this.answered(await this.call(question), question);
      } catch (error) {
        this.failed(error);
      }
    }
    this.isUnderWay = false;
  }

  private takeWaiting(): { readonly question: Question } | undefined {
    const { waiting } = this;
    this.waiting = undefined;
    return waiting;
  }
}
