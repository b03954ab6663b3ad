import { formatCount } from '../core/formatCount';

/** What the program says: lines for people, or one JSON object a line for other programs. */
export interface Output {
  readonly json: boolean;
  /** A line for people; nothing with `--json`. */
  line(text?: string): void;
  /** An object for programs; nothing without `--json`. */
  object(value: { readonly type: string } & Readonly<Record<string, unknown>>): void;
  /** What replaces itself on a terminal, below the lines; nothing elsewhere. */
  progress(text: string | undefined): void;
}

export function createOutput(stream: NodeJS.WriteStream, json: boolean): Output {
  let shown: string | undefined;
  const erase = () => shown !== undefined && stream.write('\r\x1b[2K');
  const draw = () => shown !== undefined && stream.write(shown.slice(0, Math.max(0, stream.columns - 1)));
  return {
    json,
    line(text = '') {
      if (json) return;
      erase();
      stream.write(`${text}\n`);
      draw();
    },
    object(value) {
      if (json) stream.write(`${JSON.stringify(value)}\n`);
    },
    progress(text) {
      if (json || !stream.isTTY) return;
      erase();
      shown = text;
      draw();
    },
  };
}

const barCells = 24;

/** `████████░░░░ 43 %  912,000 images/s  1 s left` */
export function formatProgress(share: number, imagesPerSecond: number, secondsLeft: number): string {
  const filled = Math.round(Math.min(Math.max(share, 0), 1) * barCells);
  const bar = '█'.repeat(filled) + '░'.repeat(barCells - filled);
  const speed = formatCount(Number(imagesPerSecond.toPrecision(3)));
  return `${bar} ${Math.floor(share * 100)} %  ${speed} images/s  ${Math.ceil(secondsLeft)} s left`;
}
