import { maxBuckets, type BucketValues, type StepBuckets, type Steps } from './stepSeries';

interface Sum {
  sum: number;
  minimum: number;
  maximum: number;
}

interface Bucket {
  count: number;
  readonly loss: Sum;
  readonly accuracy: Sum;
}

/**
 * Buckets that steps are added to as they come. Where there would be too many, each two become one of twice the stride: the
 * memory of a view does not grow with the length of a run.
 */
export class GrowingBuckets {
  private buckets: Bucket[] = [];
  private stride = 1;
  private end = 0;
  /** What `read` made of them last. */
  private values: StepBuckets | undefined;

  /** Starts from what was decimated elsewhere; `stepCount` is the number of steps behind it. */
  reset({ first, stride, loss, accuracy }: StepBuckets, stepCount: number): void {
    if (first !== 0) throw new RangeError(`buckets that grow begin with step 0, not ${first}`);
    this.stride = stride;
    this.end = stepCount;
    this.values = undefined;
    this.buckets = Array.from(loss.mean, (_, index) => {
      const count = Math.min(stride, stepCount - index * stride);
      return { count, loss: sumOf(loss, index, count), accuracy: sumOf(accuracy, index, count) };
    });
  }

  /** The number of steps. */
  get length(): number {
    return this.end;
  }

  /** Adds the steps that follow. Returns false, and adds nothing, where some are missing in between. */
  append({ first, losses, accuracies }: Steps): boolean {
    if (first > this.end) return false;
    for (let index = this.end - first; index < losses.length; index++) this.add(losses[index] ?? NaN, accuracies[index] ?? NaN);
    return true;
  }

  /** All buckets as they are now: the same lists until a step is added. */
  read(): StepBuckets {
    this.values ??= { first: 0, stride: this.stride, loss: valuesOf(this.buckets, 'loss'), accuracy: valuesOf(this.buckets, 'accuracy') };
    return this.values;
  }

  private add(loss: number, accuracy: number): void {
    this.values = undefined;
    if (this.end % this.stride === 0) {
      if (this.buckets.length === maxBuckets) this.halve();
      if (this.end % this.stride === 0) this.buckets.push({ count: 0, loss: emptySum(), accuracy: emptySum() });
    }
    this.end++;
    const bucket = this.buckets.at(-1);
    if (!bucket) return;
    bucket.count++;
    addTo(bucket.loss, { sum: loss, minimum: loss, maximum: loss });
    addTo(bucket.accuracy, { sum: accuracy, minimum: accuracy, maximum: accuracy });
  }

  private halve(): void {
    this.stride *= 2;
    this.buckets = this.buckets.flatMap((bucket, index) => {
      if (index % 2 === 1) return [];
      const next = this.buckets[index + 1];
      if (!next) return [bucket];
      addTo(bucket.loss, next.loss);
      addTo(bucket.accuracy, next.accuracy);
      return [{ ...bucket, count: bucket.count + next.count }];
    });
  }
}

function emptySum(): Sum {
  return { sum: 0, minimum: Infinity, maximum: -Infinity };
}

function sumOf({ mean, minimum, maximum }: BucketValues, index: number, count: number): Sum {
  return { sum: (mean[index] ?? NaN) * count, minimum: minimum[index] ?? NaN, maximum: maximum[index] ?? NaN };
}

function addTo(target: Sum, { sum, minimum, maximum }: Sum): void {
  target.sum += sum;
  target.minimum = Math.min(target.minimum, minimum);
  target.maximum = Math.max(target.maximum, maximum);
}

function valuesOf(buckets: readonly Bucket[], name: 'loss' | 'accuracy'): BucketValues {
  return {
    mean: Float32Array.from(buckets, (bucket) => bucket[name].sum / bucket.count),
    minimum: Float32Array.from(buckets, (bucket) => bucket[name].minimum),
    maximum: Float32Array.from(buckets, (bucket) => bucket[name].maximum),
  };
}
