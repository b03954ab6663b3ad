/** Calls `work` at once, and then at most once in `intervalMs` while it is asked for again. */
export function throttle(intervalMs: number, work: () => void): { request: () => void; dispose: () => void } {
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
    dispose: () => clearTimeout(timer),
  };
}
