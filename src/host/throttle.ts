/** Calls `work` at once, and then at most once in `intervalMs` while it is asked for again. After `rest`, what is asked for next is done at once. */
export function throttle(intervalMs: number, work: () => void): { request: () => void; rest: () => void; dispose: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let isAsked = false;
  const run = () => {
    isAsked = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) run();
    }, intervalMs);
    work();
  };
  return {
    request() {
      if (timer) isAsked = true;
      else run();
    },
    rest() {
      clearTimeout(timer);
      timer = undefined;
      isAsked = false;
    },
    dispose: () => clearTimeout(timer),
  };
}
