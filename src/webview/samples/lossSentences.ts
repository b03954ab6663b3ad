import { mostProbable } from '../../core/metrics';

/** From this probability on, a model is sure; below one half, no digit has more than all others together, and it hesitates. */
const sure = 0.9;
const hesitating = 0.5;
/** Less than this is 0.0%. */
const leastShown = 0.0005;
const ordinals = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'last'];

/** What a loss means: how it comes from the label's probability, and what the model did, both in a sentence or two. */
export interface LossSentences {
  readonly price: string;
  readonly judgement: string;
}

/** `probabilities` are `[10]` and add up to 1; `loss` is the cross-entropy of the label, `-ln(probabilities[label])`. */
export function lossSentences(probabilities: ArrayLike<number>, label: number, loss: number): LossSentences {
  // Where a float holds no probability as small as this, the loss still tells it.
  const right = probabilities[label] || Math.exp(-loss);
  return { price: describePrice(right), judgement: describeJudgement(probabilities, label) };
}

function describePrice(right: number): string {
  const given = `−ln(${formatProbability(right)})`;
  if (right >= 0.995) return `${given}: the right digit got ${percent(right)}, so there is next to nothing to pay.`;
  if (right >= hesitating) return `${given}: the price of giving the right digit ${percent(right)} and not all.`;
  return `${given}: the price of giving the right digit ${right < leastShown ? '' : 'only '}${percent(right)}.`;
}

function describeJudgement(probabilities: ArrayLike<number>, label: number): string {
  const top = mostProbable(probabilities);
  const leading = probabilities[top] ?? 0;
  const ranked = Array.from(probabilities, (probability, digit) => ({ probability, digit })).sort((a, b) => b.probability - a.probability || a.digit - b.digit);
  const second = ranked.find(({ digit }) => digit !== top);
  const runnerUp = second ? `${second.digit} comes next with ${wholePercent(second.probability)}` : '';
  if (top === label) {
    if (leading >= sure) return 'It is sure, and right.';
    if (leading >= hesitating) return `It is right, with some doubt: ${runnerUp}.`;
    return `It hesitates, and is right: ${top} leads with ${wholePercent(leading)}, ${runnerUp}. ${blindGuess}`;
  }
  const rank = ranked.findIndex(({ digit }) => digit === label) + 1;
  if (leading >= sure) return `It is sure, and wrong: it gives ${top} ${wholePercent(leading)}. Such images cost the most.`;
  if (leading >= hesitating) return `It is wrong, with some doubt: ${top} has ${wholePercent(leading)}, and the true ${label} is ${ordinals[rank]}.`;
  const before = ranked.slice(1, rank - 1).map(({ digit }) => digit);
  const order = before.length === 0 ? `then the true ${label}` : before.length === 1 ? `then ${before[0]}, then the true ${label}` : `the true ${label} is ${ordinals[rank]}`;
  return `It hesitates: ${top} leads with ${wholePercent(leading)}, ${order}. ${blindGuess}`;
}

const blindGuess = 'Guessing blindly would give each digit 10%.';

/** Three decimals, or the first three figures of what would be 0.000. */
function formatProbability(probability: number): string {
  return probability >= 0.001 ? probability.toFixed(3) : String(Number(probability.toPrecision(3)));
}

function percent(probability: number): string {
  if (probability < leastShown) return 'less than 0.1%';
  if (probability >= 0.9995 && probability < 1) return 'more than 99.9%';
  return `${(probability * 100).toFixed(1)}%`;
}

function wholePercent(probability: number): string {
  const rounded = Math.round(probability * 100);
  if (rounded === 0) return 'less than 1%';
  return rounded === 100 && probability < 1 ? 'more than 99%' : `${rounded}%`;
}
